package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Writes and reads whole images in one step. */
final class Images {
  static final Attributes PLAIN = new Attributes(0755, 0, 0, 1_700_000_000);
  static final SquashfsOptions SMALL_BLOCKS = new SquashfsOptions(new Compression.Gzip(), 4096, 2);

  private Images() {}

  interface Tree {
    Directory build(SquashfsWriter writer) throws IOException;
  }

  static void write(Path image, SquashfsOptions options, Tree tree) throws IOException {
    write(image, options, () -> {}, tree);
  }

  static void write(Path image, SquashfsOptions options, Runnable beforeEachBlock, Tree tree)
      throws IOException {
    try (FileChannel channel = create(image);
        SquashfsWriter writer = new SquashfsWriter(channel, 0, options, beforeEachBlock)) {
      writer.finish(tree.build(writer), 1_700_000_000);
    }
  }

  static FileChannel create(Path image) throws IOException {
    return FileChannel.open(
        image,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  static Node.RegularFile file(SquashfsWriter writer, byte[] content) throws IOException {
    return new Node.RegularFile(PLAIN, content(writer, content));
  }

  static Node.RegularFile file(SquashfsWriter writer, String content) throws IOException {
    return file(writer, content.getBytes(UTF_8));
  }

  static FileContent content(SquashfsWriter writer, byte[] content) throws IOException {
    return writer.write(new ByteArrayInputStream(content), content.length);
  }

  /** Bytes no compressor makes smaller, the same for the same seed. */
  static byte[] noise(int length, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Bytes that compress, the same for the same seed. */
  static byte[] text(int length, long seed) {
    byte[] bytes = noise(length, seed);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + (bytes[i] & 7));
    }
    return bytes;
  }

  /** What our reader sees: a description of each inode by path, one character for each byte. */
  static SortedMap<String, String> describe(Path image) throws IOException {
    SortedMap<String, String> result = new TreeMap<>();
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      reader.walk(
          (path, inode) -> result.put(new String(path, ISO_8859_1), describe(reader, inode)));
    }
    return result;
  }

  static String describe(SquashfsReader reader, Inode inode) throws IOException {
    String kind =
        switch (inode) {
          case Inode.DirectoryInode directory -> "directory";
          case Inode.FileInode file -> {
            try (InputStream content = reader.content(file)) {
              yield "file " + digest(content.readAllBytes());
            }
          }
          case Inode.SymbolicLinkInode link -> "link to " + new String(link.target(), ISO_8859_1);
          case Inode.DeviceInode device ->
              device.kind() + " " + device.major() + " " + device.minor();
          case Inode.FifoInode fifo -> "fifo";
          case Inode.SocketInode socket -> "socket";
        };
    return describe(kind, inode.attributes(), inode.links());
  }

  static String describe(String kind, Attributes attributes, long links) {
    StringBuilder text = new StringBuilder();
    text.append(kind)
        .append(" %04o ".formatted(attributes.permissions()))
        .append(attributes.userId())
        .append(':')
        .append(attributes.groupId())
        .append(" at ")
        .append(attributes.modificationTime())
        .append(" links ")
        .append(links);
    for (Map.Entry<String, byte[]> attribute : attributes.extendedAttributes().entrySet()) {
      text.append(' ').append(attribute.getKey()).append('=');
      text.append(HexFormat.of().formatHex(attribute.getValue()));
    }
    return text.toString();
  }

  static String digest(byte[] content) {
    return content.length
        + " "
        + HexFormat.of().formatHex(Sha256.newMessageDigest().digest(content));
  }
}
