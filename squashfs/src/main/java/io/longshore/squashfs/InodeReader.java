package io.longshore.squashfs;

import java.io.IOException;
import java.util.SortedMap;

/**
 * Reads inodes of all types, basic and extended. {@link InodeTableWriter} describes the layouts.
 */
final class InodeReader {
  private static final int INVENTED_LENGTH = 3;
  private static final long NO_EXTENDED_ATTRIBUTES = 0xffff_ffffL;
  private static final int LONGEST_LINK_TARGET = 65535;

  private final Superblock superblock;
  private final MetadataReader metadata;
  private final LookupTableReader ids;
  private final ExtendedAttributeReader extendedAttributes;
  private final SharedBytes shared;

  InodeReader(
      Superblock superblock,
      MetadataReader metadata,
      LookupTableReader ids,
      ExtendedAttributeReader extendedAttributes,
      SharedBytes shared) {
    this.superblock = superblock;
    this.metadata = metadata;
    this.ids = ids;
    this.extendedAttributes = extendedAttributes;
    this.shared = shared;
  }

  Inode read(long reference) throws IOException {
    MetadataCursor cursor =
        metadata.cursor(superblock.inodeTable(), superblock.directoryTable(), reference);
    long position = cursor.blockPosition();
    int code = cursor.u16();
    boolean extended = code > InodeType.EXTENDED;
    InodeType type =
        InodeType.ofCode(extended ? code - InodeType.EXTENDED : code)
            .orElseThrow(
                () -> new MalformedSquashfsException(position, "an inode of type " + code));
    Header header = readHeader(cursor);
    return switch (type) {
      case DIRECTORY -> extended ? extendedDirectory(cursor, header) : directory(cursor, header);
      case FILE -> extended ? extendedFile(cursor, header) : file(cursor, header);
      case SYMBOLIC_LINK -> symbolicLink(cursor, header, extended);
      case BLOCK_DEVICE -> device(cursor, header, extended, Node.Device.Kind.BLOCK);
      case CHARACTER_DEVICE -> device(cursor, header, extended, Node.Device.Kind.CHARACTER);
      case FIFO -> {
        long links = cursor.u32();
        Attributes attributes = attributesAtEnd(cursor, header, extended);
        yield new Inode.FifoInode(header.number(), attributes, links);
      }
      case SOCKET -> {
        long links = cursor.u32();
        Attributes attributes = attributesAtEnd(cursor, header, extended);
        yield new Inode.SocketInode(header.number(), attributes, links);
      }
    };
  }

  private Header readHeader(MetadataCursor cursor) throws IOException {
    long position = cursor.blockPosition();
    int permissions = cursor.u16() & 07777;
    long userId = ids.entry(cursor.u16(), position).u32();
    long groupId = ids.entry(cursor.u16(), position).u32();
    long modificationTime = cursor.u32();
    long number = cursor.u32();
    if (number < 1 || number > superblock.inodeCount()) {
      throw new MalformedSquashfsException(
          position, "inode number " + number + " of " + superblock.inodeCount());
    }
    return new Header(position, permissions, userId, groupId, modificationTime, number);
  }

  private Inode directory(MetadataCursor cursor, Header header) throws IOException {
    long block = cursor.u32();
    long links = cursor.u32();
    long length = cursor.u16();
    int offset = cursor.u16();
    long parent = cursor.u32();
    return directory(header.attributes(), header, links, parent, length, block, offset);
  }

  private Inode extendedDirectory(MetadataCursor cursor, Header header) throws IOException {
    long links = cursor.u32();
    long length = cursor.u32();
    long block = cursor.u32();
    long parent = cursor.u32();
    // The directory index only makes finding a name faster.
    cursor.u16();
    int offset = cursor.u16();
    Attributes attributes = attributes(header, cursor.u32());
    return directory(attributes, header, links, parent, length, block, offset);
  }

  private Inode directory(
      Attributes attributes,
      Header header,
      long links,
      long parent,
      long length,
      long block,
      int offset) {
    return new Inode.DirectoryInode(
        header.number(),
        attributes,
        links,
        parent,
        Math.max(0, length - INVENTED_LENGTH),
        new MetadataPosition(superblock.directoryTable() + block, offset));
  }

  private Inode file(MetadataCursor cursor, Header header) throws IOException {
    long start = cursor.u32();
    long fragment = cursor.u32();
    long fragmentOffset = cursor.u32();
    long size = cursor.u32();
    FileLayout layout = layout(cursor, header, size, start, 0, fragment, fragmentOffset);
    return new Inode.FileInode(header.number(), header.attributes(), 1, size, layout);
  }

  private Inode extendedFile(MetadataCursor cursor, Header header) throws IOException {
    long start = cursor.u64();
    long size = cursor.u64();
    long sparse = cursor.u64();
    long links = cursor.u32();
    long fragment = cursor.u32();
    long fragmentOffset = cursor.u32();
    Attributes attributes = attributes(header, cursor.u32());
    FileLayout layout = layout(cursor, header, size, start, sparse, fragment, fragmentOffset);
    return new Inode.FileInode(header.number(), attributes, links, size, layout);
  }

  private FileLayout layout(
      MetadataCursor cursor,
      Header header,
      long size,
      long start,
      long sparse,
      long fragment,
      long fragmentOffset)
      throws IOException {
    if (size < 0) {
      throw new MalformedSquashfsException(
          header.position(), "a file of " + Long.toUnsignedString(size) + " bytes");
    }
    int blockSize = superblock.blockSize();
    boolean hasFragment = fragment != FileLayout.NO_FRAGMENT;
    long tail = size % blockSize;
    if (hasFragment && (tail == 0 || fragmentOffset > blockSize - tail)) {
      throw new MalformedSquashfsException(
          header.position(),
          "a tail of " + tail + " bytes at " + fragmentOffset + " of a fragment block");
    }
    long blockCount = size / blockSize + (tail > 0 && !hasFragment ? 1 : 0);
    if (blockCount > cursor.mostBytesAhead() / Integer.BYTES) {
      throw new MalformedSquashfsException(
          header.position(),
          "a file of " + size + " bytes, for which the inode table is too small");
    }
    return new FileLayout(start, sparse, fragment, fragmentOffset, blockCount, cursor.position());
  }

  private Inode symbolicLink(MetadataCursor cursor, Header header, boolean extended)
      throws IOException {
    long links = cursor.u32();
    long length = cursor.u32();
    if (length < 1 || length > LONGEST_LINK_TARGET) {
      throw new MalformedSquashfsException(
          header.position(), "a symbolic link with a target of " + length + " bytes");
    }
    shared.take(length, header.position());
    byte[] target = cursor.bytes((int) length);
    Attributes attributes = attributesAtEnd(cursor, header, extended);
    return new Inode.SymbolicLinkInode(header.number(), attributes, links, target);
  }

  private Inode device(
      MetadataCursor cursor, Header header, boolean extended, Node.Device.Kind kind)
      throws IOException {
    long links = cursor.u32();
    int encoded = (int) cursor.u32();
    Attributes attributes = attributesAtEnd(cursor, header, extended);
    return new Inode.DeviceInode(
        header.number(),
        attributes,
        links,
        kind,
        Node.Device.majorOf(encoded),
        Node.Device.minorOf(encoded));
  }

  private Attributes attributesAtEnd(MetadataCursor cursor, Header header, boolean extended)
      throws IOException {
    return extended ? attributes(header, cursor.u32()) : header.attributes();
  }

  private Attributes attributes(Header header, long set) throws IOException {
    return set == NO_EXTENDED_ATTRIBUTES
        ? header.attributes()
        : header.attributes(extendedAttributes.read(set, header.position()));
  }

  private record Header(
      long position,
      int permissions,
      long userId,
      long groupId,
      long modificationTime,
      long number) {

    Attributes attributes() {
      return new Attributes(permissions, userId, groupId, modificationTime);
    }

    Attributes attributes(SortedMap<String, byte[]> extendedAttributes) {
      return new Attributes(permissions, userId, groupId, modificationTime, extendedAttributes);
    }
  }
}
