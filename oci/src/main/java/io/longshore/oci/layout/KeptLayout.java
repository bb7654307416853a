package io.longshore.oci.layout;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.file.Disk;
import io.longshore.ground.file.Folders;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.PassingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps the layers that are read from another source as an image layout, which gets its name when
 * it is complete and on disk. A layer that was read to its end is read from the layout the next
 * time.
 *
 * <p>This class does not verify digests. The reader does, and calls {@link #publish} only if the
 * digests were right.
 */
public final class KeptLayout implements BlobSource, AutoCloseable {
  private final Path target;
  private final Path pending;
  private final BlobSource source;
  private final Set<Digest> whole = ConcurrentHashMap.newKeySet();
  private final Set<Digest> begun = ConcurrentHashMap.newKeySet();

  private KeptLayout(Path target, Path pending, BlobSource source) {
    this.target = target;
    this.pending = pending;
    this.source = source;
  }

  /**
   * Begins a layout beside {@code target}, and makes the folders above it.
   *
   * @param target absent, or an empty folder
   */
  public static KeptLayout beside(Path target, BlobSource source) throws IOException {
    Path absolute = target.toAbsolutePath();
    try {
      Files.createDirectories(absolute.getParent());
      Path pending = Files.createTempDirectory(absolute.getParent(), ".longshore-");
      Files.createDirectories(pending.resolve(LayoutPaths.BLOBS));
      return new KeptLayout(target, pending, source);
    } catch (IOException e) {
      throw OperatingSystemFailures.writing(e, target);
    }
  }

  @Override
  public InputStream open(Descriptor descriptor) throws IOException {
    Digest digest = descriptor.digest();
    if (whole.contains(digest)) {
      return Files.newInputStream(file(digest));
    }
    InputStream content = source.open(descriptor);
    // If several threads read the layer at once, only one of them keeps it.
    return begun.add(digest) ? new Copied(content, descriptor) : content;
  }

  @Override
  public NextStep remedy(Descriptor descriptor) {
    return source.remedy(descriptor);
  }

  private Path file(Digest digest) {
    return LayoutPaths.blob(pending, digest);
  }

  /**
   * Gives the layout its name.
   *
   * @param documents the files other than layers, by their path in the layout
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} if a file or folder of that
   *     name was made meanwhile, which then stays
   * @throws IllegalStateException if one of {@code layers} has not been read to its end
   */
  public void publish(Map<String, byte[]> documents, Iterable<Descriptor> layers)
      throws IOException {
    for (Descriptor layer : layers) {
      if (!whole.contains(layer.digest())) {
        throw new IllegalStateException(layer.digest() + " has not been read to its end");
      }
    }
    try {
      for (Map.Entry<String, byte[]> document : documents.entrySet()) {
        Files.write(pending.resolve(document.getKey()), document.getValue());
      }
      Files.setPosixFilePermissions(
          pending, Files.getPosixFilePermissions(pending.resolve(LayoutPaths.BLOBS)));
      forceAll(pending);
      // The move replaces an empty folder and nothing else.
      Files.move(pending, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
      Disk.force(target.toAbsolutePath().getParent());
    } catch (IOException e) {
      boolean taken = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
      throw taken && !OperatingSystemFailures.isDiskFull(e)
          ? new FailureException(
              FailureKind.UNSUPPORTED,
              target.toString(),
              "is there by now, and is not replaced",
              "name another folder for the layers",
              e)
          : OperatingSystemFailures.writing(e, target);
    }
  }

  private static void forceAll(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.toList()) {
        Disk.force(path);
      }
    }
  }

  /** Deletes the layout unless it was published. */
  @Override
  public void close() throws IOException {
    Folders.delete(pending);
  }

  /** Writes the bytes that are read to the layout. */
  private final class Copied extends PassingInputStream {
    private final Descriptor descriptor;
    private final OutputStream copy;
    private long count;

    Copied(InputStream content, Descriptor descriptor) throws IOException {
      super(content);
      this.descriptor = descriptor;
      try {
        this.copy = Files.newOutputStream(file(descriptor.digest()));
      } catch (IOException e) {
        try (content) {
          throw OperatingSystemFailures.writing(e, target);
        }
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        try {
          copy.write(buffer, offset, read);
        } catch (IOException e) {
          throw OperatingSystemFailures.writing(e, target);
        }
        count += read;
      } else if (read < 0 && count == descriptor.size()) {
        whole.add(descriptor.digest());
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      try (copy) {
        super.close();
      } finally {
        if (!whole.contains(descriptor.digest())) {
          begun.remove(descriptor.digest());
        }
      }
    }
  }
}
