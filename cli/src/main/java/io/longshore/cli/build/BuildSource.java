package io.longshore.cli.build;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutLocation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a SIF is built from, as people type it: with a prefix as {@link ImageOrigin} reads it, or
 * without one a folder, and where it can be none the reference of an image in a registry.
 *
 * @param spelling whether it has a prefix, and what it was taken for if not
 */
public record BuildSource(String typed, ImageOrigin origin, Spelling spelling) {
  /** What can be told of a source from how it was typed. */
  public enum Spelling {
    /** It can be nothing else. */
    PLAIN,
    /** A folder without a prefix. */
    FOLDER_BY_ITS_PATH,
    /** A reference without a prefix, where a folder might be meant. */
    REFERENCE_FOR_WANT_OF_A_FOLDER
  }

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
      return new BuildSource(text, ImageOrigin.parse(text), Spelling.PLAIN);
    }
    LayoutLocation location = LayoutLocation.parse(text);
    Optional<Reference> reference = referenceIn(text);
    if (exists(location.path().toString())
        || PATH_BY_ITS_LOOKS.matcher(text).matches()
        || reference.isEmpty()) {
      return new BuildSource(
          text,
          new ImageOrigin.Local(ImageOrigin.Container.LAYOUT, location),
          Spelling.FOLDER_BY_ITS_PATH);
    }
    requireNoPath(text, location.path());
    return new BuildSource(
        text, new ImageOrigin.Registry(reference.get()), Spelling.REFERENCE_FOR_WANT_OF_A_FOLDER);
  }

  private static Optional<Reference> referenceIn(String text) {
    try {
      return Optional.of(Reference.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Of a path in a folder that is there, the rest may be mistyped. */
  private static void requireNoPath(String text, Path path) {
    if (path.getNameCount() > 1 && Files.isDirectory(path.getName(0))) {
      throw new IllegalArgumentException(
          "there is no folder '"
              + path
              + "'; if an image on a registry is meant, type docker://"
              + text);
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
      return new BuildSource(text, origin, Spelling.PLAIN);
    }
    throw new IllegalArgumentException(
        "'" + text + "' is on this machine already; build from it: longshore build OUT.sif SOURCE");
  }

  /**
   * Whether it is a folder typed without a prefix, as copies of {@code scripts/oci_cmd} in datasets
   * do, which rely on a file that has the name of the SIF being replaced.
   */
  public boolean isPlainFolder() {
    return spelling == Spelling.FOLDER_BY_ITS_PATH;
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
