package io.longshore.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an array of records as metadata blocks, followed by the u64 position of each block. The
 * superblock points to that list.
 */
final class LookupTableWriter {
  private final ImageOutput output;
  private final List<Long> blockPositions = new ArrayList<>();
  private final MetadataWriter records;

  LookupTableWriter(ImageOutput output, BlockCompressor compressor) {
    this.output = output;
    records =
        new MetadataWriter(
            compressor,
            block -> {
              blockPositions.add(output.position());
              output.write(block);
            });
  }

  MetadataWriter records() {
    return records;
  }

  /**
   * @param header what stands before the list of positions
   * @return the position of {@code header}
   */
  long finish(byte[] header) throws IOException {
    records.finish();
    long position = output.position();
    output.write(header);
    ByteBuffer list =
        ByteBuffer.allocate(blockPositions.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    blockPositions.forEach(list::putLong);
    output.write(list.array());
    return position;
  }

  long finish() throws IOException {
    return finish(new byte[0]);
  }
}
