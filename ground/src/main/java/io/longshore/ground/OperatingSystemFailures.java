package io.longshore.ground;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Turns failures of the operating system into a {@link FailureException}, with subject, problem,
 * cause and next step.
 */
public final class OperatingSystemFailures {
  private OperatingSystemFailures() {}

  /**
   * @param subject the image or file that was being worked on
   */
  public static FailureException classify(IOException failure, String subject) {
    if (failure instanceof FailureException known) {
      return known;
    }
    String message = String.valueOf(failure.getMessage());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailureException known) {
        return known;
      }
      if (isDiskFull(cause)) {
        return new FailureException(
            FailureKind.DISK_FULL,
            subject,
            "there is no room left to write it: " + cause.getMessage(),
            "make room (df -h shows where it is short) and run the same command again",
            failure);
      }
      if (ProcessLimit.isReached(cause)) {
        return ProcessLimit.reached(subject, failure);
      }
      if (String.valueOf(cause.getMessage()).contains("File name too long")) {
        return new FailureException(
            FailureKind.UNSUPPORTED,
            subject,
            "has a name that is longer than the file system takes: " + cause.getMessage(),
            "choose a shorter name",
            failure);
      }
    }
    return switch (failure) {
      case AccessDeniedException denied -> refused(denied, subject);
      case NoSuchFileException absent when absent.getFile() != null -> missing(absent, subject);
      case NotDirectoryException other when other.getFile() != null -> noFolder(other, subject);
      case FileAlreadyExistsException other when Files.isRegularFile(Path.of(other.getFile())) ->
          noFolder(other, subject);
      default ->
          new FailureException(
              FailureKind.UNEXPECTED,
              subject,
              failure.getClass().getSimpleName() + ": " + message,
              Project.report(),
              failure);
    };
  }

  private static FailureException refused(AccessDeniedException failure, String subject) {
    Path file = Path.of(String.valueOf(failure.getFile()));
    return new FailureException(
        FailureKind.PERMISSION,
        subject,
        forbidden(file, subject),
        Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            ? NextStep.of("look at its permissions: ls -ld {}", file)
            : NextStep.of("look at the permissions of its folder: ls -ld {}", nearest(file)),
        failure);
  }

  // The failure does not tell what was tried; what may not be done is asked of the file.
  private static String forbidden(Path file, String subject) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Path folder = nearest(file);
      return Files.isExecutable(folder)
          ? "you may not write in " + folder
          : "you may not go into " + folder;
    }
    String named = file.toString().equals(subject) ? "it" : file.toString();
    if (Files.isDirectory(file) && !Files.isExecutable(file)) {
      return "you may not go into " + named;
    }
    if (!Files.isReadable(file)) {
      return "you may not read " + named;
    }
    return Files.isWritable(file)
        ? "you may not read or write " + named
        : "you may not write to " + named;
  }

  private static FailureException missing(NoSuchFileException failure, String subject) {
    Path file = Path.of(failure.getFile());
    return new FailureException(
        FailureKind.MISSING,
        subject,
        file.toString().equals(subject) ? "is not there" : "there is no " + file,
        NextStep.of("look at what is there: ls -l {}", nearest(file)),
        failure);
  }

  private static FailureException noFolder(FileSystemException failure, String subject) {
    return new FailureException(
        FailureKind.MISSING,
        subject,
        failure.getFile() + " is no folder",
        NextStep.of("look at it: ls -ld {}", failure.getFile()),
        failure);
  }

  /** The folder that would hold {@code file}, or the nearest folder above it that exists. */
  private static Path nearest(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    return folder == null ? file.toAbsolutePath() : folder;
  }

  /**
   * Classifies the failure to write {@code file}. The message names {@code file}, even where the
   * failure concerns a temporary file beside it.
   */
  public static FailureException writing(IOException failure, Path file) {
    if (!(failure instanceof FileSystemException known)) {
      return classify(failure, file.toString());
    }
    String reason = reason(known);
    FailureException classified = classify(new IOException(reason, failure), file.toString());
    return classified.kind() != FailureKind.UNEXPECTED
        ? classified
        : new FailureException(
            failure instanceof AccessDeniedException
                ? FailureKind.PERMISSION
                : FailureKind.UNSUPPORTED,
            file.toString(),
            "cannot be written: " + reason,
            NextStep.of(
                "name a file in a folder that takes it (see: ls -ld {})",
                file.toAbsolutePath().getParent()),
            failure);
  }

  private static String reason(FileSystemException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no file can be made in that folder";
      default -> String.valueOf(failure.getReason());
    };
  }

  /**
   * Whether {@code cause} says that a disk or quota is full. Causes of {@code cause} are not looked
   * at.
   */
  public static boolean isDiskFull(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left on device") || message.contains("quota exceeded");
  }
}
