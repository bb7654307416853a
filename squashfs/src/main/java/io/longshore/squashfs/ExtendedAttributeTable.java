package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Sets of extended attributes; equal sets are stored once.
 *
 * <p>An attribute on disk: u16 code of the prefix, u16 length of the rest of the name, that rest,
 * u32 length of the value, the value. A set in the lookup table: u64 reference to its first
 * attribute, u32 count, u32 plain length.
 */
final class ExtendedAttributeTable {
  static final int ENTRY_LENGTH = 16;
  static final int NONE = -1;

  private final BlockCompressor compressor;
  private final HeldBlocks storedAttributes = new HeldBlocks();
  private final MetadataWriter attributes;
  private final DigestTable seen = new DigestTable();
  private final List<AttributeSet> sets = new ArrayList<>();

  ExtendedAttributeTable(BlockCompressor compressor) {
    this.compressor = compressor;
    attributes = new MetadataWriter(compressor, storedAttributes);
  }

  /** The index of {@code set}; {@link #NONE} for the empty set. */
  int indexOf(SortedMap<String, byte[]> set) throws IOException {
    if (set.isEmpty()) {
      return NONE;
    }
    byte[] encoded = encode(set);
    int known = seen.putIfAbsent(Sha256.newMessageDigest().digest(encoded));
    if (known != DigestTable.ABSENT) {
      return known;
    }
    sets.add(new AttributeSet(attributes.reference(), set.size(), encoded.length));
    attributes.bytes(encoded);
    return sets.size() - 1;
  }

  boolean isEmpty() {
    return sets.isEmpty();
  }

  /**
   * Writes attributes, lookup table and, before the lookup table's list: u64 position of the
   * attributes, u32 count of sets, u32 unused.
   *
   * @return the position of this header
   */
  long writeTo(ImageOutput output) throws IOException {
    attributes.finish();
    long start = output.position();
    storedAttributes.writeTo(output);
    LookupTableWriter table = new LookupTableWriter(output, compressor);
    for (AttributeSet set : sets) {
      table.records().u64(set.reference()).u32(set.count()).u32(set.length());
    }
    return table.finish(
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(start)
            .putInt(sets.size())
            .putInt(0)
            .array());
  }

  private static byte[] encode(SortedMap<String, byte[]> set) {
    int length = 0;
    for (Map.Entry<String, byte[]> attribute : set.entrySet()) {
      length += 8 + suffix(attribute.getKey()).length + attribute.getValue().length;
    }
    ByteBuffer encoded = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, byte[]> attribute : set.entrySet()) {
      byte[] suffix = suffix(attribute.getKey());
      encoded.putShort((short) prefixCode(attribute.getKey()));
      encoded.putShort((short) suffix.length).put(suffix);
      encoded.putInt(attribute.getValue().length).put(attribute.getValue());
    }
    return encoded.array();
  }

  private static int prefixCode(String name) {
    return Attributes.NAME_PREFIXES.indexOf(name.substring(0, name.indexOf('.') + 1));
  }

  private static byte[] suffix(String name) {
    return name.substring(name.indexOf('.') + 1).getBytes(UTF_8);
  }

  private record AttributeSet(long reference, int count, int length) {}
}
