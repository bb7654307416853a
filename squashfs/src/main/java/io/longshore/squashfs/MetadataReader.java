package io.longshore.squashfs;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Reads metadata blocks and keeps the most recently used blocks in memory. */
final class MetadataReader {
  private static final int CACHED_BLOCKS = 64;

  private final ImageInput input;
  private final BlockDecompressor decompressor;
  private final byte[] buffer = new byte[MetadataWriter.BLOCK_SIZE];

  private final Map<Long, Block> cache =
      new LinkedHashMap<>(CACHED_BLOCKS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
          return size() > CACHED_BLOCKS;
        }
      };

  MetadataReader(ImageInput input, BlockDecompressor decompressor) {
    this.input = input;
    this.decompressor = decompressor;
  }

  /**
   * @param reference metadata block relative to {@code start} in the upper 48 bits, offset in the
   *     plain block in the lower 16
   * @param end the end of the table, which no block may cross
   */
  MetadataCursor cursor(long start, long end, long reference) throws IOException {
    return new MetadataCursor(this, start + (reference >>> 16), end, (int) (reference & 0xffff));
  }

  /** The most plain bytes that the metadata blocks from {@code start} to {@code end} can hold. */
  long mostBytesBetween(long start, long end) throws IOException {
    long blocks = 0;
    for (long position = start; position < end - 2; blocks++) {
      position += 2 + storedLength(header(position));
    }
    return blocks * MetadataWriter.BLOCK_SIZE;
  }

  private int header(long position) throws IOException {
    return Short.toUnsignedInt(input.read(position, 2).getShort());
  }

  private static int storedLength(int header) {
    return header & ~MetadataWriter.UNCOMPRESSED;
  }

  Block block(long position, long end) throws IOException {
    Block cached = cache.get(position);
    Block block = cached == null ? read(position) : cached;
    if (block.next() > end) {
      throw new MalformedSquashfsException(position, "a metadata block outside its table");
    }
    cache.putIfAbsent(position, block);
    return block;
  }

  private Block read(long position) throws IOException {
    int header = header(position);
    int stored = storedLength(header);
    if (stored == 0 || stored > MetadataWriter.BLOCK_SIZE) {
      throw new MalformedSquashfsException(position, "a metadata block of " + stored + " bytes");
    }
    byte[] bytes = input.read(position + 2, stored).array();
    if ((header & MetadataWriter.UNCOMPRESSED) != 0) {
      return new Block(bytes, position + 2 + stored);
    }
    OptionalInt length = decompressor.decompress(bytes, buffer);
    if (length.isEmpty()) {
      throw new MalformedSquashfsException(position, "a metadata block that does not decompress");
    }
    return new Block(Arrays.copyOf(buffer, length.getAsInt()), position + 2 + stored);
  }

  /**
   * @param next position of the block behind this one
   */
  record Block(byte[] plain, long next) {}
}
