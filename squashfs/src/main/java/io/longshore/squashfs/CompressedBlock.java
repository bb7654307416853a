package io.longshore.squashfs;

/**
 * A block as it will be stored.
 *
 * @param bytes the first {@code length} of them count
 * @param isCompressed whether {@code bytes} are compressed; otherwise they are a buffer of {@link
 *     BlockBuffers}
 * @param digest SHA-256 of the plain bytes
 */
record CompressedBlock(byte[] bytes, int length, boolean isCompressed, byte[] digest) {
  int storedSize() {
    return isCompressed ? length : length | DataRun.UNCOMPRESSED;
  }
}
