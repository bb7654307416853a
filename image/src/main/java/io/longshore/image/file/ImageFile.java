package io.longshore.image.file;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.file.Presence;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A file that may be an image, open for reading. */
public record ImageFile(Path path, FileChannel channel, ImageFormat format)
    implements AutoCloseable {
  private static final String NAME_ONE =
      "name a SIF, a squashfs file, or the folder of an image layout";

  /**
   * @throws FailureException of kind MISSING if the file or its annexed content is absent;
   *     PERMISSION if it may not be read; UNSUPPORTED if it is not a regular file
   */
  public static ImageFile open(Path path) throws IOException {
    Optional<BasicFileAttributes> found = Presence.of(path);
    if (found.isEmpty()) {
      throw Files.isSymbolicLink(path)
          ? notHere(path, "is a link to what is not here")
          : none(path);
    }
    if (!found.get().isRegularFile()) {
      // A named pipe is not opened, because opening it waits for a writer.
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          path.toString(),
          found.get().isDirectory() ? "is a folder" : "is neither a regular file nor a folder",
          NAME_ONE);
    }
    FileChannel channel = forReading(path);
    try {
      ImageFormat format = ImageFormat.of(channel);
      if (format instanceof ImageFormat.AnnexPointer) {
        throw notHere(path, "is an annexed file whose content is not here");
      }
      return new ImageFile(path, channel, format);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel forReading(Path path) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      throw OperatingSystemFailures.classify(e, path.toString());
    }
  }

  /** A failure of kind MALFORMED: the file is not an image that Longshore can read. */
  public FailureException notAnImage() {
    return new FailureException(
        FailureKind.MALFORMED,
        path.toString(),
        "is neither a SIF nor a squashfs",
        NextStep.of("look what it is: file -L {}", path));
  }

  /**
   * A failure of kind UNSUPPORTED: the file is an image of Singularity 2 that only the kernel can
   * read.
   */
  public FailureException holdsExt() {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        path.toString(),
        "holds an ext3 file system, as images of old Singularity do; Longshore reads squashfs"
            + " only",
        NextStep.of(
            "make a SIF of it where Apptainer may mount it, and use that: apptainer build"
                + " converted.sif {}",
            path));
  }

  private static FailureException notHere(Path path, String problem) {
    return new FailureException(
        FailureKind.MISSING,
        path.toString(),
        problem,
        NextStep.of("run: git annex get {} (or: datalad get {})", path, path));
  }

  private static FailureException none(Path path) {
    return new FailureException(FailureKind.MISSING, path.toString(), "is not there", NAME_ONE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
