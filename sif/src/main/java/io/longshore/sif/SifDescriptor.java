package io.longshore.sif;

import java.util.Arrays;
import java.util.Optional;

/**
 * An entry of the descriptor table.
 *
 * @param id from 1, unique in the file
 * @param group the number of the group the object is in, 0 for none
 * @param link the object or group that this object belongs to; a signature links to the signed
 *     object
 * @param offset in bytes from the start of the file
 * @param size in bytes
 * @param sizeWithPadding in bytes, with the zeros before the object
 * @param createdSeconds since 1970-01-01T00:00:00Z
 * @param modifiedSeconds since 1970-01-01T00:00:00Z
 * @param userId obsolete, 0 in new files
 * @param groupId obsolete, 0 in new files
 * @param extra 384 bytes whose meaning depends on the type
 * @param partition the decoded {@code extra} of a partition; empty for other types
 */
public record SifDescriptor(
    DataType type,
    int id,
    int group,
    Link link,
    long offset,
    long size,
    long sizeWithPadding,
    long createdSeconds,
    long modifiedSeconds,
    long userId,
    long groupId,
    String name,
    byte[] extra,
    Optional<PartitionSpec> partition) {

  /** The object or group that an object is linked to. */
  public sealed interface Link {
    record None() implements Link {}

    record ToObject(int id) implements Link {}

    record ToGroup(int group) implements Link {}
  }

  public SifDescriptor {
    extra = extra.clone();
  }

  @Override
  public byte[] extra() {
    return extra.clone();
  }

  /** Offset of the first byte behind the object. */
  public long end() {
    return offset + size;
  }

  public boolean isPrimaryPartition() {
    return partition.filter(spec -> spec.type() == PartitionType.PRIMARY_SYSTEM).isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SifDescriptor descriptor
        && Arrays.equals(
            DescriptorCodec.encode(this).array(), DescriptorCodec.encode(descriptor).array());
  }

  @Override
  public int hashCode() {
    return id;
  }
}
