package io.longshore.image.soundness;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where to change a SIF so that it holds what Longshore cannot read. */
final class SifBytes {
  private static final int FIRST_DESCRIPTOR = 96;
  private static final int DESCRIPTOR = 585;
  private static final int PARTITION = 0x4004;
  private static final int CONTENT = 17;
  private static final int EXTRA = 201;

  private SifBytes() {}

  /** Index of the byte that tells the file system of the first partition. */
  static int fileSystemType(byte[] sif) {
    return partition(sif) + EXTRA;
  }

  /** Index of the byte that tells the compressor of its squashfs. */
  static int compression(byte[] sif) {
    return (int) buffer(sif).getLong(partition(sif) + CONTENT) + 20;
  }

  private static int partition(byte[] sif) {
    ByteBuffer bytes = buffer(sif);
    int at = (int) bytes.getLong(FIRST_DESCRIPTOR);
    while (bytes.getInt(at) != PARTITION) {
      at += DESCRIPTOR;
    }
    return at;
  }

  private static ByteBuffer buffer(byte[] sif) {
    return ByteBuffer.wrap(sif).order(ByteOrder.LITTLE_ENDIAN);
  }
}
