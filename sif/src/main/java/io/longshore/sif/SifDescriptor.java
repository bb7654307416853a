package io.longshore.sif;

import java.util.Arrays;
import java.util.Optional;

/**
 * An entry of the descriptor table.
 *
 * @param id from 1, unique in the file
 * @param group the number of the group the object is in, 0 for none
 * @param link what the object belongs to, as a signature to what it signs
 * @param offset in bytes from the start of the file
 * @param size in bytes
 * @param sizeWithPadding with the zeros before it, in bytes
 * @param createdSeconds since 1970
 * @param modifiedSeconds since 1970
 * @param userId historical, 0
 * @param groupId historical, 0
 * @param extra 384 bytes whose meaning depends on the type
 * @param partition for a partition, what {@code extra} means
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

  /** What an object is linked to. */
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

  /** The offset of the first byte behind the object. */
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
