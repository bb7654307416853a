package io.longshore.sif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A SIF with a definition, a JSON object and a primary partition whose content is no squashfs. */
final class TinySif {
  static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  static final long CREATED = 0x6b04186bL;
  static final byte[] DEFINITION = "bootstrap: docker\nfrom: a/b:1\n".getBytes(UTF_8);
  static final byte[] JSON = "{}".getBytes(UTF_8);
  static final byte[] PARTITION = "hsqs, so to say\n".getBytes(UTF_8);
  static final long PARTITION_OFFSET = 32768;

  private TinySif() {}

  static void write(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(channel);
    }
  }

  static void write(FileChannel channel) throws IOException {
    SifWriter writer = SifWriter.create(channel, SifHeader.of(Architecture.AMD64, ID, CREATED));
    writer.addObject(new DataObject(DataType.DEFINITION_FILE, "", DEFINITION));
    writer.addObject(new DataObject(DataType.GENERIC_JSON, "oci-config.json", JSON));
    long offset = writer.beginPartition(PartitionSpec.primarySquashfs(Architecture.AMD64));
    channel.write(ByteBuffer.wrap(PARTITION), offset);
    writer.endPartition(PARTITION.length);
    writer.finish();
  }
}
