package io.longshore.squashfs;

import java.io.IOException;
import java.util.OptionalInt;

/** Reads data and fragment blocks. */
final class DataBlockReader {
  private final ImageInput input;
  private final Superblock superblock;
  private final BlockDecompressor decompressor;
  private final LookupTableReader fragments;

  private long cachedFragment = -1;
  private Fragment cached;

  DataBlockReader(
      ImageInput input,
      Superblock superblock,
      BlockDecompressor decompressor,
      LookupTableReader fragments) {
    this.input = input;
    this.superblock = superblock;
    this.decompressor = decompressor;
    this.fragments = fragments;
  }

  int blockSize() {
    return superblock.blockSize();
  }

  /**
   * The number of bytes that a stored block takes in the image; 0 for a block of zeros, which the
   * image leaves out.
   *
   * @param size the size field of an inode or the fragment table
   * @param user the position of the structure that holds {@code size}, for errors
   */
  int storedLength(long size, long user) throws MalformedSquashfsException {
    long length = size & (DataRun.UNCOMPRESSED - 1);
    if (size >= 2L * DataRun.UNCOMPRESSED || length > superblock.blockSize()) {
      throw new MalformedSquashfsException(user, "a block of stored size " + size);
    }
    return (int) length;
  }

  /**
   * Reads a block that the image stores.
   *
   * @return the number of plain bytes now at the start of {@code plain}
   */
  int read(long position, long size, long user, byte[] plain) throws IOException {
    int stored = storedLength(size, user);
    if (position < Superblock.LENGTH || position > superblock.inodeTable() - stored) {
      throw new MalformedSquashfsException(user, "data at " + position + ", outside the data area");
    }
    byte[] bytes = input.read(position, stored).array();
    if ((size & DataRun.UNCOMPRESSED) != 0) {
      System.arraycopy(bytes, 0, plain, 0, stored);
      return stored;
    }
    OptionalInt length = decompressor.decompress(bytes, plain);
    if (length.isEmpty()) {
      throw new MalformedSquashfsException(position, "a block that does not decompress");
    }
    return length.getAsInt();
  }

  Fragment fragment(long number) throws IOException {
    if (number != cachedFragment) {
      MetadataCursor entry = fragments.entry(number, superblock.inodeTable());
      long user = entry.blockPosition();
      long position = entry.u64();
      long size = entry.u32();
      byte[] plain = new byte[superblock.blockSize()];
      cached = new Fragment(plain, read(position, size, user, plain), position);
      cachedFragment = number;
    }
    return cached;
  }

  /**
   * @param length plain bytes; behind them {@code plain} means nothing
   * @param position where the block is stored
   */
  record Fragment(byte[] plain, int length, long position) {}
}
