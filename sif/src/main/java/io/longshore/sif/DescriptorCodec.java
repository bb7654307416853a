package io.longshore.sif;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.sif.SifDescriptor.Link;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Encodes and decodes an entry of the descriptor table, 585 bytes. */
final class DescriptorCodec {
  static final int USED_OFFSET = 4;
  static final int ID_OFFSET = 5;
  static final int GROUP_OFFSET = 9;
  static final int LINK_OFFSET = 13;
  static final int OFFSET_OFFSET = 17;
  static final int SIZE_OFFSET = 25;
  static final int SIZE_WITH_PADDING_OFFSET = 33;
  static final int NAME_OFFSET = 73;
  static final int EXTRA_OFFSET = 201;

  private DescriptorCodec() {}

  static ByteBuffer encode(SifDescriptor descriptor) {
    ByteBuffer buffer =
        ByteBuffer.allocate(SifFormat.DESCRIPTOR_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(descriptor.type().code()).put((byte) 1).putInt(descriptor.id());
    buffer.putInt(descriptor.group() | SifFormat.GROUP_MASK);
    buffer.putInt(
        switch (descriptor.link()) {
          case Link.None() -> 0;
          case Link.ToObject(int id) -> id;
          case Link.ToGroup(int group) -> group | SifFormat.GROUP_MASK;
        });
    buffer.putLong(descriptor.offset()).putLong(descriptor.size());
    buffer.putLong(descriptor.sizeWithPadding());
    buffer.putLong(descriptor.createdSeconds()).putLong(descriptor.modifiedSeconds());
    buffer.putLong(descriptor.userId()).putLong(descriptor.groupId());
    buffer.put(Arrays.copyOf(descriptor.name().getBytes(UTF_8), SifFormat.NAME_SIZE));
    buffer.put(Arrays.copyOf(descriptor.extra(), SifFormat.EXTRA_SIZE));
    return buffer.flip();
  }

  static byte[] encodeExtra(PartitionSpec partition) {
    ByteBuffer buffer = ByteBuffer.allocate(SifFormat.EXTRA_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(partition.fileSystem().code()).putInt(partition.type().code());
    buffer.put(partition.architecture().code());
    return buffer.array();
  }

  /**
   * @param buffer {@link SifFormat#DESCRIPTOR_SIZE} bytes
   * @param at offset of the entry in the file, for errors
   * @return empty for an entry that is not in use
   */
  static Optional<SifDescriptor> decode(ByteBuffer buffer, long at) throws MalformedSifException {
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    int type = buffer.getInt();
    int used = buffer.get();
    if (used == 0) {
      return Optional.empty();
    }
    if (used != 1) {
      throw new MalformedSifException(at + USED_OFFSET, "neither in use nor free: " + used);
    }
    if (type < 0) {
      throw new MalformedSifException(at, "negative data type");
    }
    DataType dataType = new DataType(type);
    int id = buffer.getInt();
    if (id <= 0) {
      throw new MalformedSifException(at + ID_OFFSET, "object id " + Integer.toUnsignedString(id));
    }
    int group = group(buffer.getInt(), at);
    Link link = link(buffer.getInt(), at);
    long offset = buffer.getLong();
    long size = buffer.getLong();
    long sizeWithPadding = buffer.getLong();
    long created = buffer.getLong();
    long modified = buffer.getLong();
    long userId = buffer.getLong();
    long groupId = buffer.getLong();
    byte[] name = new byte[SifFormat.NAME_SIZE];
    buffer.get(name);
    byte[] extra = new byte[SifFormat.EXTRA_SIZE];
    buffer.get(extra);
    Optional<PartitionSpec> partition =
        dataType.equals(DataType.PARTITION)
            ? Optional.of(partition(extra, at + EXTRA_OFFSET))
            : Optional.empty();
    return Optional.of(
        new SifDescriptor(
            dataType,
            id,
            group,
            link,
            offset,
            size,
            sizeWithPadding,
            created,
            modified,
            userId,
            groupId,
            PaddedText.decode(name, at + NAME_OFFSET, "object name"),
            extra,
            partition));
  }

  private static int group(int raw, long at) throws MalformedSifException {
    if ((raw & SifFormat.GROUP_MASK) != SifFormat.GROUP_MASK) {
      throw new MalformedSifException(at + GROUP_OFFSET, "group without its mark");
    }
    return raw & ~SifFormat.GROUP_MASK;
  }

  private static Link link(int raw, long at) throws MalformedSifException {
    int number = raw & ~SifFormat.GROUP_MASK;
    if (raw == 0) {
      return new Link.None();
    }
    if ((raw & SifFormat.GROUP_MASK) == 0) {
      return new Link.ToObject(raw);
    }
    if ((raw & SifFormat.GROUP_MASK) != SifFormat.GROUP_MASK) {
      throw new MalformedSifException(at + LINK_OFFSET, "link to neither an object nor a group");
    }
    return new Link.ToGroup(number);
  }

  private static PartitionSpec partition(byte[] extra, long at) throws MalformedSifException {
    ByteBuffer buffer = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
    int fileSystem = buffer.getInt();
    int type = buffer.getInt();
    byte[] architecture = new byte[SifFormat.ARCHITECTURE_SIZE];
    buffer.get(architecture);
    return new PartitionSpec(
        FileSystemType.ofCode(fileSystem)
            .orElseThrow(() -> new MalformedSifException(at, "file system type " + fileSystem)),
        PartitionType.ofCode(type)
            .orElseThrow(() -> new MalformedSifException(at + 4, "partition type " + type)),
        Architecture.ofCode(architecture)
            .orElseThrow(() -> new MalformedSifException(at + 8, "unknown architecture")));
  }
}
