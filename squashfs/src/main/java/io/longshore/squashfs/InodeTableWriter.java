package io.longshore.squashfs;

import java.io.IOException;

/**
 * Writes inodes. All begin with u16 type, u16 permissions, u16 index of the user id, u16 index of
 * the group id, u32 modification time, u32 inode number; the format says for each type how the
 * inode goes on. The basic form is used wherever it suffices.
 */
final class InodeTableWriter {
  /**
   * The size of a directory includes 3 bytes for the entries {@code .} and {@code ..}, which are
   * not stored: readers add them.
   */
  private static final int INVENTED_LENGTH = 3;

  private final MetadataWriter writer;
  private final int blockSize;
  private final InodeNumbers numbers;
  private final IdTable ids = new IdTable();
  private final ExtendedAttributeTable extendedAttributes;

  InodeTableWriter(
      MetadataWriter writer,
      int blockSize,
      InodeNumbers numbers,
      ExtendedAttributeTable extendedAttributes) {
    this.writer = writer;
    this.blockSize = blockSize;
    this.numbers = numbers;
    this.extendedAttributes = extendedAttributes;
  }

  IdTable ids() {
    return ids;
  }

  /**
   * @return the reference of the inode
   */
  long write(Node.RegularFile file) throws IOException {
    FileContent content = file.content();
    DataRun blocks = content.blocks();
    int set = extendedAttributes.indexOf(file.attributes().extendedAttributes());
    int links = numbers.links(file);
    boolean basic =
        set == ExtendedAttributeTable.NONE
            && links == 1
            && blocks.sparseBlocks() == 0
            && blocks.start() <= Attributes.MAXIMUM
            && content.size() <= Attributes.MAXIMUM;
    long reference = writeHeader(file, !basic);
    if (basic) {
      writer
          .u32((int) blocks.start())
          .u32(content.fragment())
          .u32(content.fragmentOffset())
          .u32((int) content.size());
    } else {
      writer
          .u64(blocks.start())
          .u64(content.size())
          .u64((long) blocks.sparseBlocks() * blockSize)
          .u32(links)
          .u32(content.fragment())
          .u32(content.fragmentOffset())
          .u32(set);
    }
    for (int i = 0; i < blocks.count(); i++) {
      writer.u32(blocks.size(i));
    }
    return reference;
  }

  /**
   * @param subdirectories their number; each subdirectory adds a link, by its entry {@code ..}
   * @return the reference of the inode
   */
  long write(Directory directory, int parent, DirectoryListing listing, int subdirectories)
      throws IOException {
    int set = extendedAttributes.indexOf(directory.attributes().extendedAttributes());
    long length = listing.length() + INVENTED_LENGTH;
    if (length > Attributes.MAXIMUM) {
      throw new IOException("a directory has a listing of " + length + " bytes; 4 GiB is the most");
    }
    int links = 2 + subdirectories;
    int block = (int) (listing.reference() >>> 16);
    int offset = (int) listing.reference() & 0xffff;
    boolean basic = set == ExtendedAttributeTable.NONE && length <= 0xffff;
    long reference = writeHeader(directory, !basic);
    if (basic) {
      writer.u32(block).u32(links).u16((int) length).u16(offset).u32(parent);
    } else {
      // The count has 16 bits. Readers search the entries behind the last indexed block one by one.
      int indexed = Math.min(listing.index().size(), 0xffff);
      writer.u32(links).u32((int) length).u32(block).u32(parent);
      writer.u16(indexed).u16(offset).u32(set);
      for (DirectoryListing.IndexEntry entry : listing.index().subList(0, indexed)) {
        writer.u32(entry.position()).u32(entry.blockStart());
        writer.u32(entry.name().length - 1).bytes(entry.name());
      }
    }
    return reference;
  }

  /**
   * @return the reference of the inode
   */
  long write(Node.SymbolicLink link) throws IOException {
    int set = extendedAttributes.indexOf(link.attributes().extendedAttributes());
    long reference = writeHeader(link, set != ExtendedAttributeTable.NONE);
    writer.u32(numbers.links(link)).u32(link.target().length).bytes(link.target());
    writeSet(set);
    return reference;
  }

  /**
   * @return the reference of the inode
   */
  long write(Node.Device device) throws IOException {
    int set = extendedAttributes.indexOf(device.attributes().extendedAttributes());
    long reference = writeHeader(device, set != ExtendedAttributeTable.NONE);
    writer.u32(numbers.links(device)).u32(device.encodedNumber());
    writeSet(set);
    return reference;
  }

  /**
   * @param node a {@link Node.Fifo} or {@link Node.Socket}
   * @return the reference of the inode
   */
  long writeChannel(Node node) throws IOException {
    int set = extendedAttributes.indexOf(node.attributes().extendedAttributes());
    long reference = writeHeader(node, set != ExtendedAttributeTable.NONE);
    writer.u32(numbers.links(node));
    writeSet(set);
    return reference;
  }

  private long writeHeader(Node node, boolean extended) throws IOException {
    long reference = writer.reference();
    InodeType type = InodeType.of(node);
    Attributes attributes = node.attributes();
    writer
        .u16(extended ? type.extendedCode() : type.code())
        .u16(attributes.permissions())
        .u16(ids.indexOf(attributes.userId()))
        .u16(ids.indexOf(attributes.groupId()))
        .u32((int) attributes.modificationTime())
        .u32(numbers.of(node));
    return reference;
  }

  private void writeSet(int set) throws IOException {
    if (set != ExtendedAttributeTable.NONE) {
      writer.u32(set);
    }
  }
}
