package io.longshore.fuzz;

import java.util.Arrays;

/** Corrects the checksums of all headers of a tar archive. */
final class TarChecksums {
  private static final int BLOCK = 512;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int CHECKSUM_LENGTH = 8;

  private TarChecksums() {}

  static byte[] repaired(byte[] archive) {
    byte[] repaired = archive.clone();
    long offset = 0;
    while (offset + BLOCK <= repaired.length) {
      int start = (int) offset;
      if (!isZero(repaired, start)) {
        repair(repaired, start);
        long size = octal(repaired, start + SIZE_OFFSET);
        offset += Math.ceilDiv(size, (long) BLOCK) * BLOCK;
      }
      offset += BLOCK;
    }
    return repaired;
  }

  private static void repair(byte[] archive, int start) {
    int field = start + CHECKSUM_OFFSET;
    Arrays.fill(archive, field, field + CHECKSUM_LENGTH, (byte) ' ');
    int sum = 0;
    for (int i = start; i < start + BLOCK; i++) {
      sum += archive[i] & 0xff;
    }
    for (int i = CHECKSUM_LENGTH - 3; i >= 0; i--) {
      archive[field + i] = (byte) ('0' + (sum & 7));
      sum >>= 3;
    }
    archive[field + CHECKSUM_LENGTH - 2] = 0;
  }

  private static boolean isZero(byte[] archive, int start) {
    for (int i = start; i < start + BLOCK; i++) {
      if (archive[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads an octal number. A malformed number counts as 0, so that the header has no data. */
  private static long octal(byte[] archive, int start) {
    long value = 0;
    for (int i = start; i < start + SIZE_LENGTH - 1; i++) {
      if (archive[i] < '0' || archive[i] > '7') {
        return 0;
      }
      value = value << 3 | (archive[i] - '0');
    }
    return value;
  }
}
