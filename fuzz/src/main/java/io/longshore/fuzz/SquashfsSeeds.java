package io.longshore.fuzz;

import io.longshore.squashfs.Attributes;
import io.longshore.squashfs.Compression;
import io.longshore.squashfs.Directory;
import io.longshore.squashfs.FileContent;
import io.longshore.squashfs.Node;
import io.longshore.squashfs.SquashfsOptions;
import io.longshore.squashfs.SquashfsWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;

/**
 * Images made by Longshore's writer, and an uncompressed one made by mksquashfs, in which a changed
 * byte changes a field.
 */
final class SquashfsSeeds {
  private static final Path IMAGE = Path.of("image");

  private SquashfsSeeds() {}

  static List<Seed> make() throws IOException, InterruptedException {
    return List.of(
        written("gzip", new Compression.Gzip()),
        written("zstd", new Compression.Zstd()),
        uncompressed());
  }

  private static Seed uncompressed() throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.make()) {
      scratch.shell(
          """
          mkdir -p tree/directory
          head -c 5000 /dev/zero | tr '\\0' a > tree/data
          printf 123 > tree/other
          ln tree/other tree/directory/inner
          ln -s target tree/link
          mkfifo tree/fifo
          setfattr -n user.first -v one tree/data
          setfattr -n user.second -v two tree/data
          setfattr -n user.second -v two tree/directory
          mksquashfs tree image -noappend -quiet -no-progress -b 4096 -always-use-fragments \\
            -noI -noD -noF -noX -no-exports -nopad -mkfs-time 0 -all-time 0
          """);
      return new Seed("mksquashfs-uncompressed", scratch.read(IMAGE));
    }
  }

  private static Seed written(String name, Compression compression) throws IOException {
    try (Scratch scratch = Scratch.make()) {
      try (FileChannel channel =
              FileChannel.open(
                  scratch.folder().resolve(IMAGE),
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          SquashfsWriter writer =
              new SquashfsWriter(channel, 0, new SquashfsOptions(compression, 4096, 1))) {
        writer.finish(tree(writer), 0);
      }
      return new Seed("longshore-" + name, scratch.read(IMAGE));
    }
  }

  private static Directory tree(SquashfsWriter writer) throws IOException {
    Attributes plain = new Attributes(0755, 0, 0, 0);
    TreeMap<String, byte[]> extended = new TreeMap<>();
    extended.put("user.note", ascii("text"));
    extended.put("security.capability", new byte[20]);
    Attributes noted = new Attributes(0644, 1000, 1000, 1, extended);
    Directory.Builder root = Directory.builder(plain);
    root.add("data", new Node.RegularFile(noted, content(writer, new byte[9000])));
    root.add("link", new Node.SymbolicLink(plain, "data"));
    root.add("fifo", new Node.Fifo(plain));
    root.add("null", new Node.Device(plain, Node.Device.Kind.CHARACTER, 1, 3));
    Directory.Builder below = Directory.builder(noted);
    for (int i = 0; i < 12; i++) {
      below.add("f" + i, new Node.RegularFile(plain, content(writer, ascii("content " + i))));
    }
    return root.add("below", below.build()).build();
  }

  private static FileContent content(SquashfsWriter writer, byte[] bytes) throws IOException {
    return writer.write(new ByteArrayInputStream(bytes), bytes.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
