package io.longshore.squashfs;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pool of arrays, each as long as a block. */
final class BlockBuffers {
  private final int blockSize;
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  BlockBuffers(int blockSize) {
    this.blockSize = blockSize;
  }

  byte[] take() {
    byte[] buffer = free.poll();
    return buffer == null ? new byte[blockSize] : buffer;
  }

  void giveBack(byte[] buffer) {
    free.add(buffer);
  }

  void clear() {
    free.clear();
  }
}
