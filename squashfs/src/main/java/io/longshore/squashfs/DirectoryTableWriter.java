package io.longshore.squashfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the listings of directories: headers, each with up to 256 entries.
 *
 * <p>Header: u32 count minus 1, u32 start of a metadata block in the inode table, u32 inode number.
 * Entry: u16 offset of the inode in that metadata block, s16 difference to that inode number, u16
 * basic type, u16 length of the name minus 1, name. A new header begins where the inode of an entry
 * is in another block or its number differs by more than 15 bits, and where a metadata block of
 * this table is full, so that the directory index finds a header in each block.
 */
final class DirectoryTableWriter {
  static final int MOST_ENTRIES_PER_HEADER = 256;
  static final int HEADER_LENGTH = 12;
  static final int ENTRY_LENGTH = 8;

  private final HeldBlocks storedBlocks = new HeldBlocks();
  private final MetadataWriter writer;
  private final InodeNumbers numbers;

  /** References into the inode table, indexed by inode number minus 1. */
  private final long[] inodes;

  DirectoryTableWriter(BlockCompressor compressor, InodeNumbers numbers, long[] inodes) {
    this.writer = new MetadataWriter(compressor, storedBlocks);
    this.numbers = numbers;
    this.inodes = inodes;
  }

  /** The inodes of all entries must have been written. */
  DirectoryListing write(Directory directory) throws IOException {
    if (directory.size() == 0) {
      return DirectoryListing.EMPTY;
    }
    long reference = writer.reference();
    long start = writer.position();
    long indexedBlock = start / MetadataWriter.BLOCK_SIZE;
    List<DirectoryListing.IndexEntry> index = new ArrayList<>();
    int first = 0;
    while (first < directory.size()) {
      long block = writer.position() / MetadataWriter.BLOCK_SIZE;
      if (block != indexedBlock) {
        indexedBlock = block;
        index.add(
            new DirectoryListing.IndexEntry(
                (int) (writer.position() - start),
                (int) writer.blockStart(),
                directory.name(first)));
      }
      int end = endOfHeader(directory, first);
      writeHeader(directory, first, end);
      first = end;
    }
    return new DirectoryListing(reference, writer.position() - start, index);
  }

  void finish() throws IOException {
    writer.finish();
  }

  void writeTo(ImageOutput output) throws IOException {
    storedBlocks.writeTo(output);
  }

  private int endOfHeader(Directory directory, int first) {
    int number = numbers.of(directory.node(first));
    long inodeBlock = inodes[number - 1] >>> 16;
    long block = writer.position() / MetadataWriter.BLOCK_SIZE;
    long position = writer.position() + HEADER_LENGTH;
    int end = first;
    do {
      position += ENTRY_LENGTH + directory.name(end).length;
      end++;
    } while (end < directory.size()
        && end - first < MOST_ENTRIES_PER_HEADER
        && position / MetadataWriter.BLOCK_SIZE == block
        && inodes[numbers.of(directory.node(end)) - 1] >>> 16 == inodeBlock
        && fits16(numbers.of(directory.node(end)) - number));
    return end;
  }

  private void writeHeader(Directory directory, int first, int end) throws IOException {
    int number = numbers.of(directory.node(first));
    writer.u32(end - first - 1).u32((int) (inodes[number - 1] >>> 16)).u32(number);
    for (int i = first; i < end; i++) {
      Node node = directory.node(i);
      byte[] name = directory.name(i);
      writer
          .u16((int) inodes[numbers.of(node) - 1])
          .u16(numbers.of(node) - number)
          .u16(InodeType.of(node).code())
          .u16(name.length - 1)
          .bytes(name);
    }
  }

  private static boolean fits16(int difference) {
    return difference == (short) difference;
  }
}
