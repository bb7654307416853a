package io.longshore.cli.output;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Disk;
import io.longshore.ground.file.DurableFile;
import io.longshore.ground.file.PossibleName;
import io.longshore.ground.file.Presence;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file for a report, named by the user. It is opened before the work begins, so that a file that
 * cannot be written is reported at once. The file gets its name when it is whole. A pipe or a
 * device such as {@code /dev/stdout} is written to directly.
 */
public final class ReportFile implements AutoCloseable {
  /** Writes the report. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  private final Path target;
  private final Path written;

  private ReportFile(Path target, Path written) {
    this.target = target;
    this.written = written;
  }

  /**
   * @throws FailureException if {@code file} cannot be written
   */
  public static ReportFile open(Path file) throws FailureException {
    Path target = file.toAbsolutePath();
    Path folder = existingFolder(file);
    boolean plain = !Files.exists(target) || Files.isRegularFile(target);
    if (!plain || !mayReplace(target)) {
      if (!Files.isWritable(target)) {
        throw unusable(FailureKind.PERMISSION, file, "may not be written");
      }
      return new ReportFile(target, target);
    }
    try {
      PossibleName.require(target);
      Path aside = Files.createTempFile(folder, ".longshore-", ".partial");
      // The file must not exist during the work, because it may be in the dataset, where it would
      // be an untracked file.
      Files.delete(aside);
      return new ReportFile(target, aside);
    } catch (IOException e) {
      throw unusable(FailureKind.PERMISSION, file, "cannot be written: " + reason(e));
    }
  }

  /**
   * Opens a file that others may read while it grows. Its previous content is lost.
   *
   * @throws FailureException as {@link #open}
   */
  static BufferedWriter openInPlace(Path file) throws FailureException {
    existingFolder(file);
    try {
      return Files.newBufferedWriter(file);
    } catch (AccessDeniedException e) {
      throw unusable(FailureKind.PERMISSION, file, "may not be written");
    } catch (IOException e) {
      throw unusable(FailureKind.PERMISSION, file, "cannot be written: " + reason(e));
    }
  }

  private static Path existingFolder(Path file) throws FailureException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw unusable(FailureKind.USAGE, file, "is a folder");
    }
    if (!Presence.of(folder).map(BasicFileAttributes::isDirectory).orElse(false)) {
      throw unusable(FailureKind.MISSING, file, "cannot be written: there is no folder " + folder);
    }
    return folder;
  }

  // A symbolic link is kept, and its target is written.
  private static boolean mayReplace(Path target) {
    return !Files.isSymbolicLink(target) && (!Files.exists(target) || Files.isWritable(target));
  }

  private static String reason(IOException failure) {
    String text = String.valueOf(failure.getMessage());
    return failure instanceof NoSuchFileException || text.startsWith("/")
        ? "no file can be made in that folder"
        : text;
  }

  private static FailureException unusable(FailureKind kind, Path file, String problem) {
    return new FailureException(
        kind,
        file.toString(),
        problem,
        NextStep.of(
            "name a file in a folder you may write to, such as {}", Path.of("").toAbsolutePath()));
  }

  /** Writes the whole report. */
  public void write(Content content) throws IOException {
    try (Writer writer = Files.newBufferedWriter(written)) {
      content.writeTo(writer);
    }
    if (!written.equals(target)) {
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
      Disk.force(written);
      DurableFile.publish(written, target);
    }
  }

  @Override
  public void close() throws IOException {
    if (!written.equals(target)) {
      Files.deleteIfExists(written);
    }
  }
}
