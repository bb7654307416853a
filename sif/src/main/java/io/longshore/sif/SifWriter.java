package io.longshore.sif;

import io.longshore.sif.SifDescriptor.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a SIF from front to back: first the objects, in the order of the calls, then the header
 * and the descriptor table into the space left for them at the start.
 *
 * <p>The bytes depend only on the arguments. Until {@link #finish} the file starts with zeros, so
 * that no reader takes it for a SIF. The channel is neither forced nor closed. After an {@link
 * IOException} the writer cannot be used any more.
 *
 * <p>A writer is used by one thread at a time.
 */
public final class SifWriter {
  private final FileChannel channel;
  private final SifHeader header;
  private final List<SifDescriptor> descriptors = new ArrayList<>();
  private long end = SifFormat.DATA_OFFSET;
  private Optional<OpenPartition> openPartition = Optional.empty();
  private boolean finished;

  private record OpenPartition(PartitionSpec spec, long offset) {}

  private SifWriter(FileChannel channel, SifHeader header) {
    this.channel = channel;
    this.header = header;
  }

  /**
   * Begins a SIF at the start of an empty file.
   *
   * @param channel open for writing; its position is neither used nor changed
   * @throws IllegalArgumentException if the file is not empty
   */
  public static SifWriter create(FileChannel channel, SifHeader header) throws IOException {
    if (channel.size() != 0) {
      throw new IllegalArgumentException("the file holds " + channel.size() + " bytes already");
    }
    return new SifWriter(channel, header);
  }

  /**
   * Writes a small object behind the ones before it, without alignment.
   *
   * @throws IllegalStateException if a partition is open, 48 objects are there, or after {@link
   *     #finish}
   */
  public void addObject(DataObject object) throws IOException {
    checkReady();
    byte[] content = object.content();
    long offset = end;
    write(ByteBuffer.wrap(content), offset);
    describe(
        object.type(), object.name(), object.extra(), Optional.empty(), offset, content.length);
  }

  /**
   * Begins a partition. The caller writes its content straight into the file.
   *
   * @return the offset in the file, a multiple of 4096, where the content has to start
   * @throws IllegalArgumentException if the partition is a second primary one, or a primary one of
   *     another architecture than the header's
   * @throws IllegalStateException as {@link #addObject}
   */
  public long beginPartition(PartitionSpec spec) {
    checkReady();
    if (spec.type() == PartitionType.PRIMARY_SYSTEM) {
      if (descriptors.stream().anyMatch(SifDescriptor::isPrimaryPartition)) {
        throw new IllegalArgumentException("a second primary partition");
      }
      if (spec.architecture() != header.architecture()) {
        throw new IllegalArgumentException(
            "a primary partition for %s in a SIF for %s"
                .formatted(spec.architecture().goName(), header.architecture().goName()));
      }
    }
    long offset = Math.ceilDiv(end, SifFormat.PARTITION_ALIGNMENT) * SifFormat.PARTITION_ALIGNMENT;
    openPartition = Optional.of(new OpenPartition(spec, offset));
    return offset;
  }

  /**
   * Ends the partition begun last. A kernel that mounts the partition through a loop device sees
   * whole sectors only: the length should be a multiple of 512, better of 4096.
   *
   * @param length of the content in bytes, at least 1
   * @throws IllegalArgumentException if the file ends before or behind the content
   * @throws IllegalStateException if no partition is open
   */
  public void endPartition(long length) throws IOException {
    OpenPartition partition =
        openPartition.orElseThrow(() -> new IllegalStateException("no partition is open"));
    long expected = Math.addExact(partition.offset(), length);
    if (length <= 0 || channel.size() != expected) {
      throw new IllegalArgumentException(
          "a partition of %d bytes at %d, but the file has %d bytes"
              .formatted(length, partition.offset(), channel.size()));
    }
    openPartition = Optional.empty();
    PartitionSpec spec = partition.spec();
    describe(
        DataType.PARTITION,
        "",
        DescriptorCodec.encodeExtra(spec),
        Optional.of(spec),
        partition.offset(),
        length);
  }

  /**
   * Writes the descriptor table, then the header. The writer cannot be used afterwards.
   *
   * @throws IllegalStateException if a partition is open, or at the second call
   */
  public void finish() throws IOException {
    checkOpen();
    finished = true;
    ByteBuffer table =
        ByteBuffer.allocate(SifFormat.DESCRIPTOR_CAPACITY * SifFormat.DESCRIPTOR_SIZE);
    descriptors.forEach(descriptor -> table.put(DescriptorCodec.encode(descriptor)));
    write(table.clear(), SifFormat.DESCRIPTORS_OFFSET);
    SifRegions regions =
        new SifRegions(
            SifFormat.DESCRIPTOR_CAPACITY - descriptors.size(),
            SifFormat.DESCRIPTOR_CAPACITY,
            SifFormat.DESCRIPTORS_OFFSET,
            table.capacity(),
            SifFormat.DATA_OFFSET,
            end - SifFormat.DATA_OFFSET);
    write(HeaderCodec.encode(header, regions), 0);
  }

  private void describe(
      DataType type,
      String name,
      byte[] extra,
      Optional<PartitionSpec> partition,
      long offset,
      long size) {
    descriptors.add(
        new SifDescriptor(
            type,
            descriptors.size() + 1,
            SifFormat.DEFAULT_GROUP,
            new Link.None(),
            offset,
            size,
            offset - end + size,
            header.createdSeconds(),
            header.modifiedSeconds(),
            0,
            0,
            name,
            extra,
            partition));
    end = offset + size;
  }

  private void checkReady() {
    checkOpen();
    if (descriptors.size() == SifFormat.DESCRIPTOR_CAPACITY) {
      throw new IllegalStateException("a SIF has room for " + descriptors.size() + " objects only");
    }
  }

  private void checkOpen() {
    if (finished) {
      throw new IllegalStateException("the SIF is finished");
    }
    if (openPartition.isPresent()) {
      throw new IllegalStateException("a partition is open");
    }
  }

  private void write(ByteBuffer buffer, long offset) throws IOException {
    long position = offset;
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
  }
}
