package io.longshore.image.soundness;

/**
 * Something about an image that keeps it from starting, or may.
 *
 * @param path of the file in the image, printable
 * @param problem what is the matter with it, in words that follow the path, printable
 */
public record Flaw(FlawKind kind, Severity severity, String path, String problem) {
  @Override
  public String toString() {
    return path + " " + problem;
  }
}
