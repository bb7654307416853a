package io.longshore.cli.build;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.OperatingSystemFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Whether something can be made under a name, known before anything is fetched for it. */
public final class OutputPlace {
  private OutputPlace() {}

  /**
   * What keeps a file from being made, in words that begin with its name.
   *
   * @param replacing whether a file that has the name gives way
   * @throws FailureException of kind DISK_FULL if there is no room even for an empty file
   */
  public static Optional<String> problemOfFile(Path file, boolean replacing)
      throws FailureException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return Optional.of(
          file
              + (Files.isDirectory(file) ? " is a folder" : " is a device or a pipe")
              + "; name the file to write");
    }
    if (!replacing && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(file + " is there already; --force replaces it");
    }
    return problemOfPlace(file);
  }

  /** As {@link #problemOfFile}, of a folder, which may be there if it is empty. */
  public static Optional<String> problemOfFolder(Path folder) throws FailureException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(folder)) {
      return Optional.of(folder + " is there already; name a folder that is not");
    }
    return problemOfPlace(folder);
  }

  private static boolean isEmptyFolder(Path path) {
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
      return !Files.isSymbolicLink(path) && !inside.iterator().hasNext();
    } catch (IOException _) {
      return false;
    }
  }

  private static Optional<String> problemOfPlace(Path path) throws FailureException {
    Path folder = path.toAbsolutePath().getParent();
    while (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of(path + " cannot be made: " + folder + " is no folder");
    }
    try {
      Files.delete(Files.createTempFile(folder, ".longshore-", ".partial"));
      return Optional.empty();
    } catch (IOException e) {
      FailureException failure = OperatingSystemFailures.writing(e, path);
      if (failure.kind() != FailureKind.UNSUPPORTED) {
        throw failure;
      }
      return Optional.of(path + " " + failure.problem() + " (" + folder + ")");
    }
  }
}
