package io.longshore.fuzz;

import io.longshore.sif.Architecture;
import io.longshore.sif.DataObject;
import io.longshore.sif.DataType;
import io.longshore.sif.PartitionSpec;
import io.longshore.sif.SifHeader;
import io.longshore.sif.SifWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A SIF made by Longshore's writer, and the same SIF without free space: without 45 free
 * descriptors and the padding before the partition, which are 60 kilobytes in which a change means
 * nothing.
 */
final class SifSeeds {
  private static final Path FILE = Path.of("x.sif");
  private static final int HEADER = 128;
  private static final int FREE = 80;
  private static final int DESCRIPTOR = 585;
  private static final int OBJECT_OFFSET = 17;
  private static final int OBJECT_SIZE = 25;
  private static final int OBJECT_SIZE_WITH_PADDING = 33;
  private static final int OBJECTS = 3;

  /** The most padding. An object may grow without contradicting the number behind its size. */
  private static final int MOST_PADDING = 1 << 20;

  private SifSeeds() {}

  static List<Seed> make() throws IOException {
    byte[] written = written();
    return List.of(new Seed("longshore", written), new Seed("compact", compact(written)));
  }

  private static byte[] written() throws IOException {
    try (Scratch scratch = Scratch.make()) {
      try (FileChannel channel =
          FileChannel.open(
              scratch.folder().resolve(FILE),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE)) {
        SifWriter writer =
            SifWriter.create(channel, SifHeader.of(Architecture.AMD64, SifHeader.ZERO_ID, 0));
        writer.addObject(
            new DataObject(DataType.DEFINITION_FILE, "", ascii("bootstrap: docker\n")));
        writer.addObject(new DataObject(DataType.GENERIC_JSON, "oci-config.json", ascii("{}")));
        long offset = writer.beginPartition(PartitionSpec.primarySquashfs(Architecture.AMD64));
        byte[] partition = ascii("hsqs, so to say");
        channel.write(ByteBuffer.wrap(partition), offset);
        writer.endPartition(partition.length);
        writer.finish();
      }
      return scratch.read(FILE);
    }
  }

  private static byte[] compact(byte[] written) {
    ByteBuffer from = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    int table = (int) from.getLong(FREE + 16);
    int dataStart = HEADER + OBJECTS * DESCRIPTOR;
    ByteBuffer to = ByteBuffer.allocate(written.length).order(ByteOrder.LITTLE_ENDIAN);
    to.put(0, written, 0, HEADER).put(HEADER, written, table, OBJECTS * DESCRIPTOR);
    int end = dataStart;
    for (int i = 0; i < OBJECTS; i++) {
      int descriptor = HEADER + i * DESCRIPTOR;
      int size = (int) to.getLong(descriptor + OBJECT_SIZE);
      to.put(end, written, (int) to.getLong(descriptor + OBJECT_OFFSET), size);
      to.putLong(descriptor + OBJECT_OFFSET, end);
      to.putLong(descriptor + OBJECT_SIZE_WITH_PADDING, MOST_PADDING);
      end += size;
    }
    to.putLong(FREE, 0).putLong(FREE + 8, OBJECTS).putLong(FREE + 16, HEADER);
    to.putLong(FREE + 24, OBJECTS * DESCRIPTOR).putLong(FREE + 32, dataStart);
    to.putLong(FREE + 40, end - dataStart);
    return java.util.Arrays.copyOf(to.array(), end);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
