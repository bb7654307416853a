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

/** Checks that a file or folder can be made under a name, before anything is fetched for it. */
public final class OutputPlace {
  private OutputPlace() {}

  /**
   * The obstacle to making {@code file}, in words that begin with its name; empty if there is none.
   *
   * @param replacing whether an existing file may be replaced
   * @throws FailureException of kind DISK_FULL if there is no space even for an empty file
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

  /**
   * The obstacle to making {@code folder}, which may exist if it is empty; empty if there is none.
   */
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
