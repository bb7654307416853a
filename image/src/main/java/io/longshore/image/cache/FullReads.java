package io.longshore.image.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

final class FullReads {
  private FullReads() {}

  /** Fills {@code target} with the bytes at {@code position}; false if the file ends before. */
  static boolean read(FileChannel file, ByteBuffer target, long position) throws IOException {
    long from = position;
    while (target.hasRemaining()) {
      int count = file.read(target, from);
      if (count < 0) {
        return false;
      }
      from += count;
    }
    return true;
  }
}
