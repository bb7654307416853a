package io.longshore.dataset.git;

/** What kind of thing a tree entry is. */
public enum EntryMode {
  FILE("100644"),
  EXECUTABLE("100755"),
  SYMBOLIC_LINK("120000"),
  /** A subdataset: the entry names a commit of another repository. */
  GITLINK("160000"),
  TREE("040000");

  private final String octal;

  EntryMode(String octal) {
    this.octal = octal;
  }

  /** Six octal digits, as {@code git ls-tree} prints them. */
  public String octal() {
    return octal;
  }

  public boolean isRegularFile() {
    return this == FILE || this == EXECUTABLE;
  }

  /**
   * @throws IllegalArgumentException if git prints a mode that no current version writes
   */
  public static EntryMode parse(String octal) {
    for (EntryMode mode : values()) {
      if (mode.octal.equals(octal)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("unknown mode of a tree entry: " + octal);
  }
}
