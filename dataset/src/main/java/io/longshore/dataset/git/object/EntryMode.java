package io.longshore.dataset.git.object;

/** The kind of a tree entry. */
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

  /** The type that {@code git cat-file -t} prints for an object with this mode. */
  String objectType() {
    return switch (this) {
      case TREE -> "tree";
      case GITLINK -> "commit";
      case FILE, EXECUTABLE, SYMBOLIC_LINK -> "blob";
    };
  }

  /**
   * The mode that git uses for a mode in a tree. Trees of old commits may have other permissions.
   *
   * @param mode type and permissions, as in a tree
   */
  static EntryMode canonical(int mode) {
    return switch (mode >> 12) {
      case 0x4 -> TREE;
      case 0x8 -> (mode & 0100) == 0 ? FILE : EXECUTABLE;
      case 0xa -> SYMBOLIC_LINK;
      default -> GITLINK;
    };
  }

  /**
   * @throws IllegalArgumentException for a mode that no current version of git writes
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
