package io.longshore.cli.build;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.ground.file.Presence;
import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutLocation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The source of a SIF, as people type it: with a prefix in the syntax of {@link ImageOrigin}, or
 * without a prefix. A text without a prefix means a folder, or, if it cannot be a folder, the
 * reference of an image on a registry.
 *
 * @param spelling whether the text has a prefix, and its interpretation if not
 */
public record BuildSource(String typed, ImageOrigin origin, Spelling spelling) {
  /** How the source was typed. */
  public enum Spelling {
    /** The text has only one interpretation. */
    PLAIN,
    /** A folder without a prefix. */
    FOLDER_BY_ITS_PATH,
    /** A reference without a prefix, by which the user may have meant a folder. */
    REFERENCE_FOR_WANT_OF_A_FOLDER
  }

  private static final Pattern PREFIX =
      Pattern.compile(
          "(?:oci|oci-archive|docker-archive|docker-daemon|containers-storage):.*"
              + "|[a-z][a-z0-9+.-]*://.*");
  private static final Pattern PATH_BY_ITS_LOOKS =
      Pattern.compile("[./~].*|.*/|.*\\.(?:oci|sif|tar|tar\\.gz|tgz)(?:[:@].*)?");

  /**
   * @throws IllegalArgumentException if {@code text} has none of these forms; the message quotes
   *     {@code text}
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

  /** If the folder of a path exists, the text is a mistyped path and not a reference. */
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
   * Reads the reference of an image on a registry, with or without {@code docker://}.
   *
   * @throws IllegalArgumentException if {@code text} is not a reference; the message quotes {@code
   *     text}
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
   * Whether the source is a folder typed without a prefix. Copies of {@code scripts/oci_cmd} in
   * datasets do this, and rely on the command to replace an existing SIF.
   */
  public boolean isPlainFolder() {
    return spelling == Spelling.FOLDER_BY_ITS_PATH;
  }

  private static boolean exists(String text) {
    try {
      return Presence.isPossible(Path.of(text));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return typed;
  }
}
