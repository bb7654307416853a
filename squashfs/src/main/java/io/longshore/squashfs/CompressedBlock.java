package io.longshore.squashfs;

/**
 * A block as it will be stored.
 *
 * @param bytes the first {@code length} of them count
 * @param isCompressed whether {@code bytes} are compressed; otherwise they are a buffer of {@link
 *     BlockBuffers}
 * @param digest the same for blocks of the same content in one image, and only for those
 */
record CompressedBlock(byte[] bytes, int length, boolean isCompressed, byte[] digest) {
  static CompressedBlock plain(byte[] bytes, int length, byte[] digest) {
    return new CompressedBlock(bytes, length, false, digest);
  }

  static CompressedBlock compressed(byte[] bytes, byte[] digest) {
    return new CompressedBlock(bytes, bytes.length, true, digest);
  }

  int storedSize() {
    return isCompressed ? length : length | DataRun.UNCOMPRESSED;
  }
}
