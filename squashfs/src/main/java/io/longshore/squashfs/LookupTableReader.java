package io.longshore.squashfs;

import java.io.IOException;

/** Finds entries of a table by number and reads only the metadata blocks that hold them. */
final class LookupTableReader {
  private final ImageInput input;
  private final MetadataReader metadata;
  private final String name;
  private final long listPosition;
  private final long count;
  private final int entryLength;

  /**
   * @param listPosition of the u64 positions of the table's metadata blocks, which lie before it
   */
  LookupTableReader(
      ImageInput input,
      MetadataReader metadata,
      String name,
      long listPosition,
      long count,
      int entryLength)
      throws IOException {
    this.input = input;
    this.metadata = metadata;
    this.name = name;
    this.listPosition = listPosition;
    this.count = count;
    this.entryLength = entryLength;
    long blocks = Math.ceilDiv(count * entryLength, (long) MetadataWriter.BLOCK_SIZE);
    input.requireInside(listPosition, blocks * Long.BYTES);
  }

  /**
   * @param user the position of the structure that holds {@code number}, for the error if the
   *     number is too large
   */
  MetadataCursor entry(long number, long user) throws IOException {
    if (number >= count) {
      throw new MalformedSquashfsException(
          user, "entry " + number + " of the " + name + " table, which has " + count);
    }
    long byteOffset = number * entryLength;
    long item = listPosition + byteOffset / MetadataWriter.BLOCK_SIZE * Long.BYTES;
    long block = input.read(item, Long.BYTES).getLong();
    return metadata.cursor(block, listPosition, byteOffset % MetadataWriter.BLOCK_SIZE);
  }
}
