package io.longshore.ground.file;

import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells a file that is not there from one that may not be looked at; {@link Files#exists} says of
 * both that they are not there.
 */
public final class Presence {
  private Presence() {}

  /**
   * Follows links.
   *
   * @return empty if nothing has this name, or a link that leads nowhere has
   * @throws FailureException of kind PERMISSION if a folder on the way may not be entered
   */
  public static Optional<BasicFileAttributes> of(Path path) throws FailureException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (AccessDeniedException e) {
      throw OperatingSystemFailures.classify(e, path.toString());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether something has this name, a link that leads nowhere too, or may have it behind a folder
   * that may not be entered: whoever opens it is told which.
   */
  public static boolean isPossible(Path path) {
    try {
      return Files.isSymbolicLink(path) || isThere(path);
    } catch (FailureException _) {
      return true;
    }
  }

  /**
   * Whether something has this name.
   *
   * @throws FailureException as {@link #of}
   */
  public static boolean isThere(Path path) throws FailureException {
    return of(path).isPresent();
  }
}
