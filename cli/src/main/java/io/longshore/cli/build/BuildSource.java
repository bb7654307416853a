package io.longshore.cli.build;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutLocation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a SIF is built from, as people type it: with a prefix as {@link ImageOrigin} reads it, or
 * without one a folder, and where it can be none the reference of an image in a registry.
 *
 * @param isPlainFolder whether it is a folder typed without a prefix, as copies of {@code
 *     scripts/oci_cmd} in datasets do, which rely on a file of that name being replaced
 */
public record BuildSource(String typed, ImageOrigin origin, boolean isPlainFolder) {
  private static final Pattern PREFIX =
      Pattern.compile(
          "(?:oci|oci-archive|docker-archive|docker-daemon|containers-storage):.*"
              + "|[a-z][a-z0-9+.-]*://.*");
  private static final Pattern PATH_BY_ITS_LOOKS =
      Pattern.compile("[./~].*|.*/|.*\\.(?:oci|sif|tar|tar\\.gz|tgz)(?:[:@].*)?");

  /**
   * @throws IllegalArgumentException if {@code text} is none of these forms; the message quotes it
   */
  public static BuildSource parse(String text) {
    if (PREFIX.matcher(text).matches() && !exists(text)) {
      return new BuildSource(text, ImageOrigin.parse(text), false);
    }
    LayoutLocation location = LayoutLocation.parse(text);
    if (mayBePath(text, location)) {
      return folder(text, location);
    }
    try {
      return new BuildSource(text, new ImageOrigin.Registry(Reference.parse(text)), false);
    } catch (IllegalArgumentException e) {
      return folder(text, location);
    }
  }

  /**
   * Reads the reference of an image in a registry, with or without {@code docker://}.
   *
   * @throws IllegalArgumentException if it is none; the message quotes it
   */
  public static BuildSource reference(String text) {
    ImageOrigin origin = ImageOrigin.parse(text);
    if (origin instanceof ImageOrigin.Registry) {
      return new BuildSource(text, origin, false);
    }
    throw new IllegalArgumentException(
        "'" + text + "' is on this machine already; build from it: longshore build OUT.sif SOURCE");
  }

  private static BuildSource folder(String text, LayoutLocation location) {
    return new BuildSource(
        text, new ImageOrigin.Local(ImageOrigin.Container.LAYOUT, location), true);
  }

  /** Of a path in a folder that is there, the rest may be mistyped. */
  private static boolean mayBePath(String text, LayoutLocation location) {
    Path path = location.path();
    return exists(path.toString())
        || PATH_BY_ITS_LOOKS.matcher(text).matches()
        || (path.getNameCount() > 1 && Files.isDirectory(path.getName(0)));
  }

  private static boolean exists(String text) {
    try {
      Path path = Path.of(text);
      return Files.exists(path) || Files.isSymbolicLink(path);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return typed;
  }
}
