package io.longshore.squashfs;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the listing of one directory, entry by entry. {@link DirectoryTableWriter} describes the
 * layout.
 */
final class DirectoryReader {
  private final MetadataCursor cursor;
  private final InodeReader inodes;
  private long left;
  private long entriesInHeader;
  private long inodeBlock;
  private long baseNumber;
  private byte[] previousName = new byte[0];

  private DirectoryReader(MetadataCursor cursor, InodeReader inodes, long length) {
    this.cursor = cursor;
    this.inodes = inodes;
    this.left = length;
  }

  static DirectoryReader open(
      MetadataReader metadata, InodeReader inodes, long end, Inode.DirectoryInode directory)
      throws IOException {
    MetadataCursor cursor =
        directory.listingLength() == 0
            ? null
            : new MetadataCursor(
                metadata, directory.listing().block(), end, directory.listing().offset());
    return new DirectoryReader(cursor, inodes, directory.listingLength());
  }

  /** The next entry; empty after the last one. */
  Optional<DirectoryEntry> next() throws IOException {
    if (entriesInHeader == 0) {
      if (left == 0) {
        return Optional.empty();
      }
      readHeader();
    }
    entriesInHeader--;
    return Optional.of(readEntry());
  }

  private void readHeader() throws IOException {
    consume(DirectoryTableWriter.HEADER_LENGTH);
    entriesInHeader = cursor.u32() + 1;
    if (entriesInHeader > DirectoryTableWriter.MOST_ENTRIES_PER_HEADER) {
      throw malformed("a directory header for " + entriesInHeader + " entries");
    }
    inodeBlock = cursor.u32();
    baseNumber = cursor.u32();
  }

  private DirectoryEntry readEntry() throws IOException {
    consume(DirectoryTableWriter.ENTRY_LENGTH);
    int inodeOffset = cursor.u16();
    long number = baseNumber + cursor.s16();
    int type = cursor.u16();
    int nameLength = cursor.u16() + 1;
    if (nameLength > FileName.LONGEST) {
      throw malformed("a name of " + nameLength + " bytes");
    }
    consume(nameLength);
    byte[] name = cursor.bytes(nameLength);
    String defect = FileName.defect(name);
    if (!defect.isEmpty()) {
      throw malformed("the name " + FileName.display(name) + " " + defect);
    }
    if (Arrays.compareUnsigned(previousName, name) >= 0) {
      throw malformed("the name " + FileName.display(name) + " out of order");
    }
    previousName = name;
    Inode inode = inodes.read((inodeBlock << 16) | inodeOffset);
    if (inode.number() != number || InodeType.of(inode).code() != type) {
      throw malformed("the entry " + FileName.display(name) + " contradicts its inode");
    }
    return new DirectoryEntry(name, inode);
  }

  private void consume(int length) throws MalformedSquashfsException {
    if (length > left) {
      throw malformed("a directory listing that ends within an entry");
    }
    left -= length;
  }

  private MalformedSquashfsException malformed(String reason) {
    return new MalformedSquashfsException(cursor.blockPosition(), reason);
  }
}
