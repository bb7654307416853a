package io.longshore.squashfs;

import java.io.IOException;

/** Reads records from successive metadata blocks, up to the end of their table. */
final class MetadataCursor {
  private final MetadataReader reader;
  private final long end;
  private long blockPosition;
  private MetadataReader.Block block;
  private int offset;

  MetadataCursor(MetadataReader reader, long blockPosition, long end, int offset)
      throws IOException {
    this.reader = reader;
    this.blockPosition = blockPosition;
    this.end = end;
    this.offset = offset;
    block = reader.block(blockPosition, end);
    if (offset > block.plain().length) {
      throw new MalformedSquashfsException(
          blockPosition, "offset " + offset + " lies outside this metadata block");
    }
  }

  int u16() throws IOException {
    return u8() | (u8() << 8);
  }

  /** As a signed number. */
  int s16() throws IOException {
    return (short) u16();
  }

  long u32() throws IOException {
    return u16() | ((long) u16() << 16);
  }

  long u64() throws IOException {
    return u32() | (u32() << 32);
  }

  /** The caller has checked that {@code length} is a sensible size to allocate. */
  byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, available());
      System.arraycopy(block.plain(), offset, bytes, done, step);
      offset += step;
      done += step;
    }
    return bytes;
  }

  void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int step = (int) Math.min(left, available());
      offset += step;
      left -= step;
    }
  }

  MetadataPosition position() {
    return new MetadataPosition(blockPosition, offset);
  }

  /** The position of the current block, for error messages. */
  long blockPosition() {
    return blockPosition;
  }

  /**
   * An upper limit of the plain bytes ahead, derived from the stored bytes ahead (a stored block
   * takes at least 3 bytes). Sizes above it are refused before memory is allocated.
   */
  long mostBytesAhead() {
    return MetadataWriter.BLOCK_SIZE * (1 + (end - blockPosition) / 3);
  }

  private int u8() throws IOException {
    available();
    return block.plain()[offset++] & 0xff;
  }

  private int available() throws IOException {
    while (offset == block.plain().length) {
      if (block.next() >= end) {
        throw new MalformedSquashfsException(blockPosition, "a table ends within a record");
      }
      blockPosition = block.next();
      block = reader.block(blockPosition, end);
      offset = 0;
    }
    return block.plain().length - offset;
  }
}
