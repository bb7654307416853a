package io.longshore.squashfs;

import static io.longshore.squashfs.Images.PLAIN;
import static io.longshore.squashfs.Images.file;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only large images show, and what only the kernel can tell. */
class KernelTest {
  private static final int MANY = 100_000;

  @TempDir Path folder;

  @Test
  void inADirectoryOf100000EveryNameIsFound() throws Exception {
    Path image = folder.resolve("image");
    Images.write(
        image,
        SquashfsOptions.defaults(),
        writer -> {
          Directory.Builder root = Directory.builder(PLAIN);
          for (int i = 0; i < MANY; i++) {
            root.add("a-rather-long-name-to-fill-blocks-" + i, file(writer, "content " + i));
          }
          return root.build();
        });
    int[] count = {0};
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      reader.list(reader.root(), entry -> count[0]++);
    }
    assertEquals(MANY, count[0]);
    assertEquals(MANY + 1, Tool.run("unsquashfs", "-l", image.toString()).lines().count());
    try (Mount mount = Mount.of(image)) {
      for (int i = 0; i < MANY; i += 7) {
        Path file = mount.point().resolve("a-rather-long-name-to-fill-blocks-" + i);
        assertEquals("content " + i, Files.readString(file));
      }
      assertTrue(Files.notExists(mount.point().resolve("a-rather-long-name-to-fill-blocks-x")));
      try (var names = Files.list(mount.point())) {
        assertEquals(MANY, names.count());
      }
    }
  }

  /** Their numbers are more than 15 bits apart, so headers in the directory are cut. */
  @Test
  void hardLinksToInodesFarAwayAreFound() throws Exception {
    Path image = folder.resolve("image");
    Images.write(
        image,
        SquashfsOptions.defaults(),
        writer -> {
          Directory.Builder links = Directory.builder(PLAIN);
          Directory.Builder many = Directory.builder(PLAIN);
          for (int i = 0; i < MANY; i++) {
            Node fifo = new Node.Fifo(PLAIN);
            many.add("f" + i, fifo);
            if (i % 30_011 == 0) {
              links.add("l" + i, fifo);
            }
          }
          return Directory.builder(PLAIN)
              .add("links", links.build())
              .add("many", many.build())
              .build();
        });
    try (Mount mount = Mount.of(image)) {
      for (int i = 0; i < MANY; i += 30_011) {
        assertEquals(
            Files.getAttribute(mount.point().resolve("many/f" + i), "unix:ino"),
            Files.getAttribute(mount.point().resolve("links/l" + i), "unix:ino"));
      }
    }
    assertEquals(MANY + 2 + 4 + 1, Images.describe(image).size());
  }

  @Test
  void aSparseFileOfFiveGigabytesIsSmallAndWhole() throws Exception {
    long size = 5_000_000_000L;
    List<Long> marks = List.of(0L, 4_294_967_296L, 4_999_999_999L);
    Path image = folder.resolve("image");
    Images.write(
        image,
        SquashfsOptions.defaults(),
        writer ->
            Directory.builder(PLAIN)
                .add(
                    "f",
                    new Node.RegularFile(PLAIN, writer.write(new MarkedZeros(size, marks), size)))
                .build());
    assertTrue(Files.size(image) <= 65536, Files.size(image) + " bytes");
    try (Mount mount = Mount.of(image);
        RandomAccessFile file = new RandomAccessFile(mount.point().resolve("f").toFile(), "r")) {
      assertEquals(size, file.length());
      for (long mark : marks) {
        file.seek(mark);
        assertEquals(1, file.read(), "at " + mark);
      }
      file.seek(4_294_967_295L);
      assertEquals(0, file.read());
      long blocks = Long.parseLong(Tool.run("stat", "-c", "%b", mount.point() + "/f").strip());
      assertTrue(blocks * 512 < 1_000_000, blocks + " blocks");
    }
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      reader.list(
          reader.root(),
          entry -> {
            try (InputStream content = reader.content((Inode.FileInode) entry.inode())) {
              assertEquals(marks, marksIn(content, size));
            }
          });
    }
  }

  @Test
  void extendedAttributesAreShown() throws Exception {
    byte[] capability = {1, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    Attributes attributes =
        new Attributes(
            0755,
            0,
            0,
            0,
            new TreeMap<>(
                Map.of(
                    "security.capability",
                    capability,
                    "user.note",
                    "hello".getBytes(ISO_8859_1),
                    "trusted.secret",
                    new byte[] {0, (byte) 255})));
    Path image = folder.resolve("image");
    Images.write(
        image,
        SquashfsOptions.defaults(),
        writer ->
            Directory.builder(attributes)
                .add("file", new Node.RegularFile(attributes, Images.content(writer, new byte[3])))
                .build());
    try (Mount mount = Mount.of(image)) {
      for (String path : List.of(mount.point().toString(), mount.point() + "/file")) {
        String dump = Tool.run("getfattr", "--absolute-names", "-d", "-m", "-", "-e", "hex", path);
        assertEquals(
            List.of(
                "security.capability=0x0100000200200000000000000000000000000000",
                "trusted.secret=0x00ff",
                "user.note=0x68656c6c6f"),
            dump.lines().filter(line -> line.contains("=")).sorted().toList());
      }
    }
  }

  @Test
  void anEmptyTreeCanBeMounted() throws Exception {
    for (Compression compression : List.of(new Compression.Gzip(), new Compression.Zstd())) {
      Path image = folder.resolve("image");
      Images.write(
          image,
          new SquashfsOptions(compression, 131072, 1),
          writer -> Directory.builder(PLAIN).build());
      try (Mount mount = Mount.of(image);
          var entries = Files.list(mount.point())) {
        assertEquals(0, entries.count());
      }
    }
  }

  @Test
  void everyBlockSizeCanBeRead() throws Exception {
    byte[] content = Images.text(3_000_000, 1);
    for (int blockSize = 4096; blockSize <= 1048576; blockSize *= 2) {
      for (Compression compression : List.of(new Compression.Gzip(), new Compression.Zstd(22))) {
        Path image = folder.resolve("image");
        Images.write(
            image,
            new SquashfsOptions(compression, blockSize, 2),
            writer -> Directory.builder(PLAIN).add("f", file(writer, content)).build());
        try (Mount mount = Mount.of(image)) {
          assertArrayEquals(content, Files.readAllBytes(mount.point().resolve("f")));
        }
      }
    }
  }

  @Test
  void squashfuseReadsTheDefaultFormat() throws Exception {
    byte[] content = Images.text(300_000, 1);
    Path image = folder.resolve("image");
    Images.write(
        image,
        SquashfsOptions.defaults(),
        writer -> Directory.builder(PLAIN).add("f", file(writer, content)).build());
    Path point = Files.createDirectory(folder.resolve("point"));
    Tool.run("squashfuse", image.toString(), point.toString());
    try {
      assertArrayEquals(content, Files.readAllBytes(point.resolve("f")));
    } finally {
      Tool.run("umount", point.toString());
    }
  }

  private static List<Long> marksIn(InputStream content, long size) throws IOException {
    List<Long> marks = new java.util.ArrayList<>();
    byte[] buffer = new byte[1 << 20];
    byte[] zeros = new byte[1 << 20];
    long position = 0;
    int count = content.read(buffer);
    while (count >= 0) {
      if (!Arrays.equals(buffer, 0, count, zeros, 0, count)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] != 0) {
            marks.add(position + i);
          }
        }
      }
      position += count;
      count = content.read(buffer);
    }
    assertEquals(size, position);
    return marks;
  }

  /** Zeros, but for ones at some places. */
  private static final class MarkedZeros extends InputStream {
    private final long size;
    private final List<Long> marks;
    private long position;

    MarkedZeros(long size, List<Long> marks) {
      this.size = size;
      this.marks = marks;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (position == size) {
        return -1;
      }
      int count = (int) Math.min(length, size - position);
      Arrays.fill(buffer, offset, offset + count, (byte) 0);
      for (long mark : marks) {
        if (mark >= position && mark < position + count) {
          buffer[offset + (int) (mark - position)] = 1;
        }
      }
      position += count;
      return count;
    }
  }
}
