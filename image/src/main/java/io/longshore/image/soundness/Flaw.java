package io.longshore.image.soundness;

/**
 * Something about an image that keeps it from starting, or may.
 *
 * @param path of the file in the image, {@code /} for all of them; of the layout where that is what
 *     the flaw is about; printable
 * @param problem what is the matter with it, in words that follow the path, printable
 */
public record Flaw(FlawKind kind, Severity severity, String path, String problem) {
  /**
   * Neither an entrypoint nor a command.
   *
   * @param path of the runscript, or of the layout that says so
   */
  public static Flaw nothingToRun(String path) {
    return new Flaw(
        FlawKind.NOTHING_TO_RUN,
        Severity.WARNING,
        path,
        "names nothing to run: the image has neither an entrypoint nor a command");
  }

  @Override
  public String toString() {
    return path + " " + problem;
  }
}
