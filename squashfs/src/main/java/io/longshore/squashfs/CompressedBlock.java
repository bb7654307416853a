package io.longshore.squashfs;

import java.util.zip.CRC32C;

/**
 * A block in the form in which the image stores it.
 *
 * @param bytes the stored bytes, {@code length} of them; bytes behind them mean nothing
 * @param isCompressed whether {@code bytes} are compressed; otherwise they are a buffer of {@link
 *     BlockBuffers}
 * @param checksum CRC-32C of the first {@code length} bytes
 */
record CompressedBlock(byte[] bytes, int length, boolean isCompressed, int checksum) {
  static CompressedBlock plain(byte[] bytes, int length) {
    return new CompressedBlock(bytes, length, false, checksum(bytes, length));
  }

  static CompressedBlock compressed(byte[] bytes) {
    return new CompressedBlock(bytes, bytes.length, true, checksum(bytes, bytes.length));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  int storedSize() {
    return isCompressed ? length : length | DataRun.UNCOMPRESSED;
  }
}
