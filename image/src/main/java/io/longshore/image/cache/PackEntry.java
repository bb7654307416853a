package io.longshore.image.cache;

import io.longshore.squashfs.BlockKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The position of a compressed block in a pack.
 *
 * @param length in bytes; 0 for a block that does not shrink
 * @param checksum CRC-32C of the compressed bytes
 */
record PackEntry(BlockKey key, long position, int length, int checksum) {
  private static final byte[] NOTHING = {};

  static PackEntry of(BlockKey key, long position, byte[] compressed) {
    return new PackEntry(key, position, compressed.length, checksum(compressed));
  }

  /** The compressed bytes; empty if they are damaged. */
  Optional<byte[]> read(FileChannel pack) throws IOException {
    if (length == 0) {
      return Optional.of(NOTHING);
    }
    byte[] compressed = new byte[length];
    boolean whole = FullReads.read(pack, ByteBuffer.wrap(compressed), position);
    return whole && checksum(compressed) == checksum ? Optional.of(compressed) : Optional.empty();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
