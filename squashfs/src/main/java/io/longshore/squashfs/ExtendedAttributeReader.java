package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads sets of extended attributes, whose values stand in the set or out of line. */
final class ExtendedAttributeReader {
  private static final int HEADER_LENGTH = 16;
  private static final int PREFIX_MASK = 0xff;
  private static final int VALUE_ELSEWHERE = 0x100;
  private static final int REFERENCE_LENGTH = 8;

  /**
   * The most bytes of a set. A few bytes can refer to an out-of-line value of 64 KiB, so the size
   * of the table does not limit the size of a set. No file system allows a file as many bytes.
   */
  private static final long MOST_BYTES_IN_SET = 4 << 20;

  private static final int BYTES_FOR_EACH = 64;

  private final MetadataReader metadata;
  private final LookupTableReader sets;
  private final long start;
  private final long end;
  private final SharedBytes shared;

  private ExtendedAttributeReader(
      MetadataReader metadata, LookupTableReader sets, long start, long end, SharedBytes shared) {
    this.metadata = metadata;
    this.sets = sets;
    this.start = start;
    this.end = end;
    this.shared = shared;
  }

  static ExtendedAttributeReader open(
      ImageInput input, MetadataReader metadata, Superblock superblock, SharedBytes shared)
      throws IOException {
    long position = superblock.extendedAttributeTable();
    if (position == Superblock.ABSENT) {
      LookupTableReader none =
          new LookupTableReader(
              input, metadata, "extended attribute", 0, 0, ExtendedAttributeTable.ENTRY_LENGTH);
      return new ExtendedAttributeReader(metadata, none, 0, 0, shared);
    }
    ByteBuffer header = input.read(position, HEADER_LENGTH);
    long start = header.getLong();
    long count = Integer.toUnsignedLong(header.getInt());
    if (count == 0) {
      throw new MalformedSquashfsException(position, "a table of no extended attributes");
    }
    // The lookup table's own blocks follow the attributes.
    long end = input.read(position + HEADER_LENGTH, Long.BYTES).getLong();
    if (start < superblock.directoryTable() || start > end || end > position) {
      throw new MalformedSquashfsException(
          position, "extended attributes at " + Long.toUnsignedString(start));
    }
    LookupTableReader sets =
        new LookupTableReader(
            input,
            metadata,
            "extended attribute",
            position + HEADER_LENGTH,
            count,
            ExtendedAttributeTable.ENTRY_LENGTH);
    return new ExtendedAttributeReader(metadata, sets, start, end, shared);
  }

  /**
   * @param user the position of the structure that holds {@code set}, for errors
   */
  SortedMap<String, byte[]> read(long set, long user) throws IOException {
    MetadataCursor entry = sets.entry(set, user);
    MetadataCursor cursor = metadata.cursor(start, end, entry.u64());
    long count = entry.u32();
    SortedMap<String, byte[]> attributes = new TreeMap<>();
    long bytes = 0;
    for (long i = 0; i < count; i++) {
      long taken = (long) BYTES_FOR_EACH + readInto(attributes, cursor);
      shared.take(taken, user);
      bytes += taken;
      if (bytes > MOST_BYTES_IN_SET) {
        throw new MalformedSquashfsException(
            user, "a file with more than " + MOST_BYTES_IN_SET + " bytes of extended attributes");
      }
    }
    return attributes;
  }

  /** Reads one attribute and returns the number of bytes of its name and value. */
  private int readInto(SortedMap<String, byte[]> attributes, MetadataCursor cursor)
      throws IOException {
    long position = cursor.blockPosition();
    int type = cursor.u16();
    int nameLength = cursor.u16();
    if ((type & PREFIX_MASK) >= Attributes.NAME_PREFIXES.size()) {
      throw new MalformedSquashfsException(position, "an extended attribute of type " + type);
    }
    String prefix = Attributes.NAME_PREFIXES.get(type & PREFIX_MASK);
    if (nameLength < 1
        || nameLength > Attributes.LONGEST_EXTENDED_ATTRIBUTE_NAME - prefix.length()) {
      throw new MalformedSquashfsException(
          position, "an extended attribute with a name of " + nameLength + " bytes");
    }
    byte[] suffix = cursor.bytes(nameLength);
    byte[] value = (type & VALUE_ELSEWHERE) == 0 ? value(cursor) : valueElsewhere(cursor);
    String name = prefix + new String(suffix, UTF_8);
    if (name.indexOf('\0') >= 0 || attributes.put(name, value) != null) {
      throw new MalformedSquashfsException(
          position, "an extended attribute twice or with a NUL byte in its name");
    }
    return nameLength + value.length;
  }

  private byte[] valueElsewhere(MetadataCursor cursor) throws IOException {
    long length = cursor.u32();
    if (length != REFERENCE_LENGTH) {
      throw new MalformedSquashfsException(
          cursor.blockPosition(), "a reference of " + length + " bytes");
    }
    return value(metadata.cursor(start, end, cursor.u64()));
  }

  private static byte[] value(MetadataCursor cursor) throws IOException {
    long length = cursor.u32();
    if (length > Attributes.LONGEST_EXTENDED_ATTRIBUTE_VALUE) {
      throw new MalformedSquashfsException(
          cursor.blockPosition(), "an extended attribute of " + length + " bytes");
    }
    return cursor.bytes((int) length);
  }
}
