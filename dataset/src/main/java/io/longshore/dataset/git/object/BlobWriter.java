package io.longshore.dataset.git.object;

import io.longshore.dataset.process.BatchProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes blobs into one repository through a long-lived {@code git hash-object --stdin-paths}, byte
 * for byte, without conversion of line ends and without filters. A blob is in the repository when
 * its id is returned. Safe for use by several threads.
 */
public final class BlobWriter implements AutoCloseable {
  private final BatchProcess hashObject;
  private final Path scratch;

  public BlobWriter(BatchProcess hashObject, Path scratchFolder) throws IOException {
    this.hashObject = hashObject;
    this.scratch = Files.createTempFile(scratchFolder, "blob", "");
  }

  public ObjectId write(byte[] content) throws IOException {
    synchronized (hashObject) {
      Files.write(scratch, content);
      return new ObjectId(hashObject.ask(scratch.toString()));
    }
  }

  /** Writes a text in UTF-8; for a symbolic link, its target. */
  public ObjectId write(String content) throws IOException {
    return write(content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    try {
      hashObject.close();
    } finally {
      Files.deleteIfExists(scratch);
    }
  }
}
