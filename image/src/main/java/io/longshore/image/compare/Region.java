package io.longshore.image.compare;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of a file.
 *
 * @param offset in bytes from the start of the file
 * @param size in bytes
 */
record Region(FileChannel channel, long offset, long size) {
  private static final int BUFFER_SIZE = 1 << 18;

  static Region whole(FileChannel channel) throws IOException {
    return new Region(channel, 0, channel.size());
  }

  /** The content of the region, which has to fit into memory. */
  byte[] bytes() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size));
    fill(buffer, 0);
    return buffer.array();
  }

  /**
   * The position in the regions of the first byte that differs or that only one region has; -1 for
   * none.
   */
  static long mismatch(Region first, Region second) throws IOException {
    ByteBuffer one = ByteBuffer.allocateDirect(BUFFER_SIZE);
    ByteBuffer other = ByteBuffer.allocateDirect(BUFFER_SIZE);
    long common = Math.min(first.size, second.size);
    for (long position = 0; position < common; position += BUFFER_SIZE) {
      int length = (int) Math.min(BUFFER_SIZE, common - position);
      first.fill(one.clear().limit(length), position);
      second.fill(other.clear().limit(length), position);
      int mismatch = one.flip().mismatch(other.flip());
      if (mismatch >= 0) {
        return position + mismatch;
      }
    }
    return first.size == second.size ? -1 : common;
  }

  private void fill(ByteBuffer buffer, long position) throws IOException {
    long at = offset + position;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      at += count;
    }
  }
}
