package io.longshore.loopback;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.file.DurableFile;
import io.longshore.oci.Descriptor;
import io.longshore.oci.VerifyingInputStream;
import io.longshore.oci.layout.LayoutDocuments;
import io.longshore.oci.layout.LayoutPaths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes an image layout with one image, byte for byte as it was served.
 *
 * <p>Every file is written under another name, forced to disk and renamed. So a file with its final
 * name is whole, and a blob matches its digest. Writing an existing file does nothing, so that an
 * interrupted writer can be run again. {@code index.json} is written last: a folder without it is
 * not finished. Several threads may write blobs at once.
 */
public final class LayoutWriter {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final String PARTIAL = ".partial-";

  private final Path directory;

  private LayoutWriter(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the folder and its missing parts. Unfinished files of a killed writer are removed, so
   * only one writer at a time may use a folder.
   */
  public static LayoutWriter create(Path directory) throws IOException {
    Path blobs = Files.createDirectories(directory.resolve(LayoutPaths.BLOBS));
    removePartial(directory);
    removePartial(blobs);
    LayoutWriter writer = new LayoutWriter(directory);
    writer.writeDocument(LayoutPaths.OCI_LAYOUT, LayoutDocuments.ociLayout());
    return writer;
  }

  public Path directory() {
    return directory;
  }

  /** Whether the layout has the whole blob already. */
  public boolean has(Descriptor descriptor) throws IOException {
    Path file = LayoutPaths.blob(directory, descriptor.digest());
    return Files.isRegularFile(file) && Files.size(file) == descriptor.size();
  }

  /**
   * Writes a blob, and checks its size and digest. The stream is read to its end, or not at all if
   * the blob exists already, and is not closed.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if the bytes do not match {@code
   *     descriptor}, {@link FailureKind#DISK_FULL} if there is no space for them; no file is left
   *     behind
   */
  public void writeBlob(Descriptor descriptor, InputStream content) throws IOException {
    if (has(descriptor)) {
      return;
    }
    Path target = LayoutPaths.blob(directory, descriptor.digest());
    VerifyingInputStream verified =
        new VerifyingInputStream(content, descriptor, descriptor.digest().toString());
    publish(target, verified);
  }

  /** Writes a blob that is in memory. */
  public void writeBlob(Digest digest, byte[] content) throws IOException {
    writeBlob(
        new Descriptor("application/octet-stream", digest, content.length),
        new ByteArrayInputStream(content));
  }

  /**
   * Writes {@code index.json}, which finishes the layout.
   *
   * @param manifest the image, with the media type with which it was served
   * @param annotations of the index itself
   * @param servedIndex the index that the registry served, kept as a blob and named by {@link
   *     LayoutAnnotations#SERVED_INDEX}
   * @throws IllegalStateException if the manifest has not been written
   */
  public void finish(
      Descriptor manifest, Map<String, String> annotations, Optional<byte[]> servedIndex)
      throws IOException {
    if (!has(manifest)) {
      throw new IllegalStateException("the manifest " + manifest.digest() + " is not written yet");
    }
    Optional<Digest> servedDigest = servedIndex.map(Digest::of);
    if (servedIndex.isPresent()) {
      writeBlob(servedDigest.orElseThrow(), servedIndex.get());
    }
    writeDocument(LayoutPaths.INDEX, LayoutDocuments.index(manifest, annotations, servedDigest));
  }

  private static void removePartial(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PARTIAL + "*")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private void writeDocument(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    publish(directory.resolve(name), new ByteArrayInputStream(bytes));
  }

  private void publish(Path target, InputStream content) throws IOException {
    Path partial = target.resolveSibling(PARTIAL + UUID.randomUUID());
    try {
      try (FileChannel out =
          FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
          write(out, ByteBuffer.wrap(buffer, 0, count));
        }
        out.force(true);
      } catch (IOException e) {
        throw asDiskFull(e);
      }
      DurableFile.publish(partial, target);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private IOException asDiskFull(IOException e) {
    if (e instanceof FailureException || !OperatingSystemFailures.isDiskFull(e)) {
      return e;
    }
    return new FailureException(
        FailureKind.DISK_FULL,
        directory.toString(),
        e.getMessage(),
        "make room on that disk, then run the same command again",
        e);
  }
}
