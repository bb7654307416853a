package io.longshore.image.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The end of a pack: i64 position of the index, i32 number of blocks, i32 CRC-32C of the index, 8
 * bytes that name the format.
 *
 * @param checksum of the index
 */
record PackTrailer(long indexPosition, int blocks, int checksum) {
  static final int LENGTH = 24;

  private static final long FORMAT = 0x3130_4b43_4150_534cL; // "LSPACK01"

  ByteBuffer encode() {
    return ByteBuffer.allocate(LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(indexPosition)
        .putInt(blocks)
        .putInt(checksum)
        .putLong(FORMAT)
        .flip();
  }

  /**
   * Reads the trailer of a pack; empty if the file does not end with a trailer that fits the length
   * of the file.
   */
  static Optional<PackTrailer> read(FileChannel pack) throws IOException {
    long position = pack.size() - LENGTH;
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    if (position < 0 || !FullReads.read(pack, bytes, position)) {
      return Optional.empty();
    }
    bytes.flip();
    PackTrailer trailer = new PackTrailer(bytes.getLong(), bytes.getInt(), bytes.getInt());
    return bytes.getLong() == FORMAT && trailer.endsAt(position)
        ? Optional.of(trailer)
        : Optional.empty();
  }

  private boolean endsAt(long position) {
    return blocks >= 0
        && indexPosition >= 0
        && indexPosition == position - (long) blocks * PackIndex.ENTRY_LENGTH;
  }
}
