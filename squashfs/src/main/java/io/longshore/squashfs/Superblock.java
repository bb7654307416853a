package io.longshore.squashfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first 96 bytes of an image. The components have the order of the fields behind the u32 magic.
 * Positions are relative to the image's first byte; an absent table is at {@link #ABSENT}.
 *
 * @param inodeCount u32
 * @param modificationTime u32, seconds since 1970
 * @param blockSize u32, followed on disk by the fragment count, the u16 compressor and the u16
 *     logarithm of the block size
 * @param fragmentCount u32
 * @param flags u16, see the {@code FLAG_} constants
 * @param idCount u16, followed on disk by the version, 4.0
 * @param rootInode u64 reference: metadata block in the upper 48 bits, offset in the lower 16
 * @param bytesUsed u64, length of the image without the padding at its end
 * @param idTable u64
 * @param extendedAttributeTable u64
 * @param inodeTable u64
 * @param directoryTable u64
 * @param fragmentTable u64
 * @param exportTable u64
 */
public record Superblock(
    long inodeCount,
    long modificationTime,
    int blockSize,
    long fragmentCount,
    CompressionType compression,
    int flags,
    int idCount,
    long rootInode,
    long bytesUsed,
    long idTable,
    long extendedAttributeTable,
    long inodeTable,
    long directoryTable,
    long fragmentTable,
    long exportTable) {

  public static final long ABSENT = -1;

  static final int LENGTH = 96;

  /** The bytes "hsqs" on disk. */
  static final int MAGIC = 0x73717368;

  static final int MAJOR_VERSION = 4;
  static final int MINOR_VERSION = 0;

  static final int FLAG_ALWAYS_FRAGMENTS = 0x20;
  static final int FLAG_DUPLICATES_REMOVED = 0x40;
  static final int FLAG_EXPORTABLE = 0x80;
  static final int FLAG_NO_EXTENDED_ATTRIBUTES = 0x200;
  static final int FLAG_COMPRESSOR_OPTIONS = 0x400;

  ByteBuffer encode() {
    return ByteBuffer.allocate(LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putInt((int) inodeCount)
        .putInt((int) modificationTime)
        .putInt(blockSize)
        .putInt((int) fragmentCount)
        .putShort((short) compression.code())
        .putShort((short) Integer.numberOfTrailingZeros(blockSize))
        .putShort((short) flags)
        .putShort((short) idCount)
        .putShort((short) MAJOR_VERSION)
        .putShort((short) MINOR_VERSION)
        .putLong(rootInode)
        .putLong(bytesUsed)
        .putLong(idTable)
        .putLong(extendedAttributeTable)
        .putLong(inodeTable)
        .putLong(directoryTable)
        .putLong(fragmentTable)
        .putLong(exportTable)
        .flip();
  }
}
