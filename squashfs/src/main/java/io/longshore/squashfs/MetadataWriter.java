package io.longshore.squashfs;

import java.io.IOException;

/**
 * Cuts a stream of records into metadata blocks of 8192 plain bytes. On disk a block is a u16
 * header, the stored length with bit 15 set if the block is stored uncompressed, and the data.
 */
final class MetadataWriter {
  static final int BLOCK_SIZE = 8192;
  static final int UNCOMPRESSED = 1 << 15;

  private final BlockCompressor compressor;
  private final Sink sink;
  private final byte[] block = new byte[BLOCK_SIZE];
  private int length;
  private long blocksWritten;
  private long storedLength;

  MetadataWriter(BlockCompressor compressor, Sink sink) {
    this.compressor = compressor;
    this.sink = sink;
  }

  MetadataWriter u16(int value) throws IOException {
    u8(value);
    u8(value >>> 8);
    return this;
  }

  MetadataWriter u32(int value) throws IOException {
    u16(value);
    u16(value >>> 16);
    return this;
  }

  MetadataWriter u64(long value) throws IOException {
    u32((int) value);
    u32((int) (value >>> 32));
    return this;
  }

  MetadataWriter bytes(byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      int step = Math.min(bytes.length - done, BLOCK_SIZE - length);
      System.arraycopy(bytes, done, block, length, step);
      done += step;
      advance(step);
    }
    return this;
  }

  /** The number of plain bytes written so far. */
  long position() {
    return blocksWritten * BLOCK_SIZE + length;
  }

  /**
   * The position of the current block on disk, relative to the first block. The next byte goes into
   * the current block.
   */
  long blockStart() {
    return storedLength;
  }

  /**
   * The reference of the next byte: {@link #blockStart} in the upper 48 bits, offset in the lower
   * 16.
   */
  long reference() {
    return (storedLength << 16) | length;
  }

  /** Writes the last block. Nothing may be written afterwards. */
  void finish() throws IOException {
    if (length > 0) {
      writeBlock();
    }
  }

  private void u8(int value) throws IOException {
    block[length] = (byte) value;
    advance(1);
  }

  private void advance(int step) throws IOException {
    length += step;
    if (length == BLOCK_SIZE) {
      writeBlock();
    }
  }

  private void writeBlock() throws IOException {
    byte[] compressed = compressor.compress(block, length);
    boolean shrunk = compressed.length > 0;
    int stored = shrunk ? compressed.length : length;
    byte[] withHeader = new byte[2 + stored];
    int header = shrunk ? stored : stored | UNCOMPRESSED;
    withHeader[0] = (byte) header;
    withHeader[1] = (byte) (header >>> 8);
    System.arraycopy(shrunk ? compressed : block, 0, withHeader, 2, stored);
    sink.accept(withHeader);
    storedLength += withHeader.length;
    if (storedLength > Attributes.MAXIMUM) {
      throw new IOException("the tree needs more than 4 GiB of metadata; SquashFS has no room");
    }
    blocksWritten++;
    length = 0;
  }

  /** Takes the stored form of metadata blocks, header included. */
  interface Sink {
    void accept(byte[] storedBlock) throws IOException;
  }
}
