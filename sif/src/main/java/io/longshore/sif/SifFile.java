package io.longshore.sif;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A SIF opened for reading. Header and descriptors are read and checked when it is opened; contents
 * of objects are streamed on request. Several threads may read at once.
 */
public final class SifFile implements Closeable {
  private final FileChannel channel;
  private final boolean closesChannel;
  private final SifTable table;

  private SifFile(FileChannel channel, boolean closesChannel, SifTable table) {
    this.channel = channel;
    this.closesChannel = closesChannel;
    this.table = table;
  }

  /**
   * Opens the file at {@code path}.
   *
   * @throws MalformedSifException if it is not a SIF or breaks a rule of the format
   */
  public static SifFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new SifFile(channel, true, SifTable.read(channel));
    } catch (IOException e) {
      try {
        channel.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /**
   * Reads from {@code channel}, which stays the caller's to close; its position is neither used nor
   * changed.
   *
   * @throws MalformedSifException if it is not a SIF or breaks a rule of the format
   */
  public static SifFile open(FileChannel channel) throws IOException {
    return new SifFile(channel, false, SifTable.read(channel));
  }

  public SifHeader header() {
    return table.header();
  }

  public SifRegions regions() {
    return table.regions();
  }

  /** The descriptors in use, in the order of the table. */
  public List<SifDescriptor> descriptors() {
    return table.descriptors();
  }

  public Optional<SifDescriptor> primaryPartition() {
    return descriptors().stream().filter(SifDescriptor::isPrimaryPartition).findFirst();
  }

  /** The first object of this type and name. */
  public Optional<SifDescriptor> find(DataType type, String name) {
    return descriptors().stream()
        .filter(descriptor -> descriptor.type().equals(type) && descriptor.name().equals(name))
        .findFirst();
  }

  /**
   * The content of an object. The stream fails with a {@link MalformedSifException} if the file has
   * become shorter meanwhile; closing it does nothing.
   *
   * @param descriptor one of {@link #descriptors()}
   */
  public InputStream contentOf(SifDescriptor descriptor) {
    if (!descriptors().contains(descriptor)) {
      throw new IllegalArgumentException("object " + descriptor.id() + " is of another file");
    }
    return new ObjectInputStream(channel, descriptor.offset(), descriptor.size());
  }

  /**
   * The content of a small object.
   *
   * @param limit in bytes, which the size may not exceed
   * @throws MalformedSifException if the object is larger than {@code limit}
   */
  public ByteBuffer readSmall(SifDescriptor descriptor, int limit) throws IOException {
    if (descriptor.size() > limit) {
      throw new MalformedSifException(
          descriptor.offset(),
          "object '%s' of %d bytes, where at most %d make sense"
              .formatted(descriptor.name(), descriptor.size(), limit));
    }
    try (InputStream content = contentOf(descriptor)) {
      return ByteBuffer.wrap(content.readAllBytes()).asReadOnlyBuffer();
    }
  }

  /** Closes the file if it was opened by its path. */
  @Override
  public void close() throws IOException {
    if (closesChannel) {
      channel.close();
    }
  }
}
