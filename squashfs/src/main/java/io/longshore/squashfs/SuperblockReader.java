package io.longshore.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a superblock and refuses one that contradicts itself or the size of the file. */
final class SuperblockReader {
  private static final int BLOCK_SIZE_OFFSET = 12;
  private static final int FRAGMENT_COUNT_OFFSET = 16;
  private static final int BLOCK_LOG_OFFSET = 22;
  private static final int ID_COUNT_OFFSET = 26;
  private static final int ROOT_INODE_OFFSET = 32;
  private static final int BYTES_USED_OFFSET = 40;

  private SuperblockReader() {}

  static Superblock read(FileChannel channel, long start) throws IOException {
    long available = channel.size() - start;
    if (start < 0 || available < Superblock.LENGTH) {
      throw new MalformedSquashfsException(0, "no room for a superblock of 96 bytes");
    }
    ByteBuffer bytes = new ImageInput(channel, start, available).read(0, Superblock.LENGTH);
    if (bytes.getInt() != Superblock.MAGIC) {
      throw new MalformedSquashfsException(0, "no SquashFS magic 'hsqs'");
    }
    long inodeCount = Integer.toUnsignedLong(bytes.getInt());
    long modificationTime = Integer.toUnsignedLong(bytes.getInt());
    long blockSize = Integer.toUnsignedLong(bytes.getInt());
    long fragmentCount = Integer.toUnsignedLong(bytes.getInt());
    int compressor = Short.toUnsignedInt(bytes.getShort());
    int blockLog = Short.toUnsignedInt(bytes.getShort());
    int flags = Short.toUnsignedInt(bytes.getShort());
    int idCount = Short.toUnsignedInt(bytes.getShort());
    requireVersion(Short.toUnsignedInt(bytes.getShort()), Short.toUnsignedInt(bytes.getShort()));
    if (!SquashfsOptions.isBlockSize(blockSize)) {
      throw new MalformedSquashfsException(BLOCK_SIZE_OFFSET, "block size " + blockSize);
    }
    if (1L << Math.min(blockLog, 62) != blockSize) {
      throw new MalformedSquashfsException(
          BLOCK_LOG_OFFSET, "block size " + blockSize + " with logarithm " + blockLog);
    }
    Superblock superblock =
        new Superblock(
            inodeCount,
            modificationTime,
            (int) blockSize,
            fragmentCount,
            supported(compressor),
            flags,
            idCount,
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong());
    validate(superblock, available);
    return superblock;
  }

  private static void requireVersion(int major, int minor) throws UnsupportedSquashfsException {
    if (major != Superblock.MAJOR_VERSION || minor != Superblock.MINOR_VERSION) {
      throw new UnsupportedSquashfsException(
          "the image has SquashFS version " + major + "." + minor + "; only 4.0 can be read");
    }
  }

  private static CompressionType supported(int compressor) throws UnsupportedSquashfsException {
    return CompressionType.ofCode(compressor)
        .orElseThrow(
            () ->
                new UnsupportedSquashfsException(
                    "the image is compressed with "
                        + CompressionType.nameOfCode(compressor)
                        + "; only gzip and zstd can be read"));
  }

  private static void validate(Superblock superblock, long available)
      throws MalformedSquashfsException {
    if (superblock.bytesUsed() < Superblock.LENGTH || superblock.bytesUsed() > available) {
      throw new MalformedSquashfsException(
          BYTES_USED_OFFSET,
          "an image of "
              + Long.toUnsignedString(superblock.bytesUsed())
              + " bytes in a file with room for "
              + available);
    }
    if (superblock.idCount() == 0) {
      throw new MalformedSquashfsException(ID_COUNT_OFFSET, "no user and group ids");
    }
    if ((superblock.rootInode() & 0xffff) >= MetadataWriter.BLOCK_SIZE) {
      throw new MalformedSquashfsException(
          ROOT_INODE_OFFSET, "root inode at an offset outside a metadata block");
    }
    requireInside(superblock, "id table", superblock.idTable());
    requireInside(superblock, "inode table", superblock.inodeTable());
    requireInside(superblock, "directory table", superblock.directoryTable());
    if (superblock.inodeTable() >= superblock.directoryTable()) {
      throw new MalformedSquashfsException(0, "inode table behind the directory table");
    }
    if (superblock.fragmentCount() > 0) {
      requireInside(superblock, "fragment table", superblock.fragmentTable());
    }
    if (superblock.exportTable() != Superblock.ABSENT) {
      requireInside(superblock, "export table", superblock.exportTable());
    }
    if (superblock.extendedAttributeTable() != Superblock.ABSENT) {
      requireInside(superblock, "extended attribute table", superblock.extendedAttributeTable());
    }
    if (superblock.fragmentCount() > superblock.inodeCount()) {
      throw new MalformedSquashfsException(
          FRAGMENT_COUNT_OFFSET,
          superblock.fragmentCount() + " fragments for " + superblock.inodeCount() + " inodes");
    }
  }

  private static void requireInside(Superblock superblock, String table, long position)
      throws MalformedSquashfsException {
    if (position < Superblock.LENGTH || position >= superblock.bytesUsed()) {
      throw new MalformedSquashfsException(
          0, table + " at " + Long.toUnsignedString(position) + ", outside the image");
    }
  }
}
