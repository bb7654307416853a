package io.longshore.squashfs;

import static io.longshore.squashfs.Images.PLAIN;
import static io.longshore.squashfs.Images.SMALL_BLOCKS;
import static io.longshore.squashfs.Images.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written comes back, and takes no more room than it should. */
class WriteAndReadTest {
  @TempDir Path folder;

  @Test
  void everyKindOfNodeComesBack() throws IOException {
    Path image = folder.resolve("image");
    SortedMap<String, byte[]> labels =
        new TreeMap<>(Map.of("security.label", new byte[] {1, 2}, "user.a", new byte[0]));
    Attributes labelled = new Attributes(07777, 4294967294L, 65536, 4294967295L, labels);
    Images.write(
        image,
        SMALL_BLOCKS,
        writer ->
            Directory.builder(labelled)
                .add("file", new Node.RegularFile(labelled, Images.content(writer, new byte[5])))
                .add("directory", Directory.builder(labelled).build())
                .add("link", new Node.SymbolicLink(labelled, "../target"))
                .add("block", new Node.Device(labelled, Node.Device.Kind.BLOCK, 4095, 1048575))
                .add("character", new Node.Device(labelled, Node.Device.Kind.CHARACTER, 1, 3))
                .add("fifo", new Node.Fifo(labelled))
                .add("socket", new Node.Socket(labelled))
                .add("plain", new Node.Socket(PLAIN))
                .build());

    String attributes = " 7777 4294967294:65536 at 4294967295 links 1 security.label=0102 user.a=";
    String twoLinks = attributes.replace("links 1", "links 2");
    Map<String, String> expected = new TreeMap<>();
    expected.put("", "directory" + attributes.replace("links 1", "links 3"));
    expected.put("file", "file " + Images.digest(new byte[5]) + attributes);
    expected.put("directory", "directory" + twoLinks);
    expected.put("link", "link to ../target" + attributes);
    expected.put("block", "BLOCK 4095 1048575" + attributes);
    expected.put("character", "CHARACTER 1 3" + attributes);
    expected.put("fifo", "fifo" + attributes);
    expected.put("socket", "socket" + attributes);
    expected.put("plain", "socket 0755 0:0 at 1700000000 links 1");
    assertEquals(expected, Images.describe(image));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 1_000_000})
  void filesOfAnySizeComeBack(int size) throws IOException {
    for (Compression compression :
        List.of(
            new Compression.Gzip(1),
            new Compression.Gzip(12),
            new Compression.Zstd(1),
            new Compression.Zstd(19))) {
      Path image = folder.resolve("image");
      byte[] text = Images.text(size, 1);
      byte[] noise = Images.noise(size, 2);
      Images.write(
          image,
          new SquashfsOptions(compression, 4096, 2),
          writer ->
              Directory.builder(PLAIN)
                  .add("text", file(writer, text))
                  .add("noise", file(writer, noise))
                  .build());
      SortedMap<String, String> seen = Images.describe(image);
      assertTrue(seen.get("text").startsWith("file " + Images.digest(text) + " "));
      assertTrue(seen.get("noise").startsWith("file " + Images.digest(noise) + " "));
    }
  }

  @Test
  void namesOfOneInstanceAreHardLinksWhateverItsKind() throws IOException {
    Path image = folder.resolve("image");
    Images.write(
        image,
        SMALL_BLOCKS,
        writer -> {
          Directory.Builder root = Directory.builder(PLAIN);
          Directory.Builder below = Directory.builder(PLAIN);
          List<Node> nodes =
              List.of(
                  file(writer, "x"),
                  new Node.SymbolicLink(PLAIN, "x"),
                  new Node.Device(PLAIN, Node.Device.Kind.BLOCK, 1, 1),
                  new Node.Fifo(PLAIN),
                  new Node.Socket(PLAIN));
          for (int i = 0; i < nodes.size(); i++) {
            root.add("a" + i, nodes.get(i));
            root.add("b" + i, nodes.get(i));
            below.add("c" + i, nodes.get(i));
          }
          return root.add("below", below.build()).build();
        });
    Map<String, List<String>> inodes = new TreeMap<>();
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      assertEquals(7, reader.superblock().inodeCount());
      reader.walk(
          (path, inode) -> {
            if (!(inode instanceof Inode.DirectoryInode)) {
              assertEquals(3, inode.links());
              inodes
                  .computeIfAbsent("" + inode.number(), number -> new ArrayList<>())
                  .add(new String(path, UTF_8));
            }
          });
    }
    assertEquals(5, inodes.size());
    inodes
        .values()
        .forEach(
            names -> {
              String digit = names.getFirst().substring(1);
              assertEquals(List.of("a" + digit, "b" + digit, "below/c" + digit), names);
            });
  }

  @Test
  void equalContentIsStoredOnce() throws IOException {
    byte[] content = Images.noise(10 * 4096 + 100, 1);
    Path once = folder.resolve("once");
    Path often = folder.resolve("often");
    Images.write(
        once,
        SMALL_BLOCKS,
        writer -> Directory.builder(PLAIN).add("f", file(writer, content)).build());
    Images.write(
        often,
        SMALL_BLOCKS,
        writer -> {
          Directory.Builder root = Directory.builder(PLAIN);
          for (int i = 0; i < 50; i++) {
            root.add("f" + i, file(writer, content));
          }
          return root.build();
        });
    assertTrue(Files.size(often) <= Files.size(once) + 4096, Files.size(often) + " bytes");
    Images.describe(often).entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty())
        .forEach(
            entry ->
                assertTrue(entry.getValue().startsWith("file " + Images.digest(content) + " ")));
  }

  /** The blocks are equal, the tails are not: blocks shared, files different. */
  @Test
  void filesThatDifferOnlyAtTheEndStayDifferent() throws IOException {
    byte[] first = Images.noise(3 * 4096 + 10, 1);
    byte[] second = Arrays.copyOf(first, first.length + 1);
    Path image = folder.resolve("image");
    Images.write(
        image,
        SMALL_BLOCKS,
        writer ->
            Directory.builder(PLAIN)
                .add("first", file(writer, first))
                .add("second", file(writer, second))
                .build());
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      List<FileLayout> layouts = new ArrayList<>();
      reader.list(
          reader.root(),
          entry -> {
            Inode.FileInode file = (Inode.FileInode) entry.inode();
            layouts.add(file.layout());
            byte[] expected = file.size() == first.length ? first : second;
            assertArrayEquals(expected, reader.content(file).readAllBytes());
          });
      assertEquals(layouts.get(0).start(), layouts.get(1).start());
    }
  }

  /** Stale bytes of a duplicate written last must not remain behind the image. */
  @Test
  void nothingRemainsOfADuplicateAtTheEnd() throws IOException {
    byte[] content = Images.noise(100 * 4096, 1);
    Path image = folder.resolve("image");
    Images.write(
        image,
        SMALL_BLOCKS,
        writer -> {
          Directory.Builder root = Directory.builder(PLAIN).add("a", file(writer, content));
          return root.add("b", file(writer, content)).build();
        });
    try (FileChannel channel = FileChannel.open(image)) {
      Superblock superblock = SquashfsReader.open(channel, 0).superblock();
      assertEquals(Math.ceilDiv(superblock.bytesUsed(), 4096L) * 4096, channel.size());
      ByteBuffer padding = ByteBuffer.allocate((int) (channel.size() - superblock.bytesUsed()));
      channel.read(padding, superblock.bytesUsed());
      assertArrayEquals(new byte[padding.capacity()], padding.array());
    }
  }

  @Test
  void blocksOfZerosTakeNoRoomAndAreCounted() throws IOException {
    byte[] content = new byte[100 * 4096 + 7];
    content[50 * 4096] = 1;
    Path image = folder.resolve("image");
    Images.write(
        image,
        SMALL_BLOCKS,
        writer -> Directory.builder(PLAIN).add("f", file(writer, content)).build());
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      reader.list(
          reader.root(),
          entry -> {
            Inode.FileInode file = (Inode.FileInode) entry.inode();
            assertEquals(99 * 4096, file.layout().sparseBytes());
            assertArrayEquals(content, reader.content(file).readAllBytes());
          });
      assertTrue(channel.size() <= 4096);
    }
  }

  @Test
  void anImageMayBeginAnywhereInTheChannel() throws IOException {
    Path alone = folder.resolve("alone");
    Images.Tree tree =
        writer -> Directory.builder(PLAIN).add("f", file(writer, Images.text(100_000, 1))).build();
    Images.write(alone, SMALL_BLOCKS, tree);
    Path behind = folder.resolve("behind");
    byte[] before = Images.noise(12345, 9);
    try (FileChannel channel = Images.create(behind);
        SquashfsWriter writer = new SquashfsWriter(channel, before.length, SMALL_BLOCKS)) {
      channel.write(ByteBuffer.wrap(before));
      long length = writer.finish(tree.build(writer), 1_700_000_000);
      assertEquals(before.length + length, channel.size());
      assertEquals(2, SquashfsReader.open(channel, before.length).superblock().inodeCount());
    }
    byte[] bytes = Files.readAllBytes(behind);
    assertArrayEquals(before, Arrays.copyOf(bytes, before.length));
    assertArrayEquals(
        Files.readAllBytes(alone), Arrays.copyOfRange(bytes, before.length, bytes.length));
  }

  @Test
  void namesAreBytesAndSortedAsSuch() throws IOException {
    byte[] longest = new byte[256];
    Arrays.fill(longest, (byte) 0xff);
    byte[][] names = {{(byte) 0x80}, {'a'}, {'B'}, longest, {'a', 1}, {'a', (byte) 0xff}};
    Path image = folder.resolve("image");
    Images.write(
        image,
        SMALL_BLOCKS,
        writer -> {
          Directory.Builder root = Directory.builder(PLAIN);
          for (byte[] name : names) {
            root.add(name, new Node.Fifo(PLAIN));
          }
          return root.build();
        });
    List<byte[]> seen = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      reader.list(reader.root(), entry -> seen.add(entry.name()));
    }
    Arrays.sort(names, Arrays::compareUnsigned);
    assertArrayEquals(names, seen.toArray());
  }

  @Test
  void aTreeMayBeDeeperThanAStack() throws IOException {
    Path image = folder.resolve("image");
    Images.write(
        image,
        SMALL_BLOCKS,
        writer -> {
          Directory directory = Directory.builder(PLAIN).build();
          for (int i = 0; i < 5_000; i++) {
            directory = Directory.builder(PLAIN).add("d", directory).build();
          }
          return directory;
        });
    int depth = 0;
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      // Not with walk, which refuses paths that nothing on Linux could name.
      Optional<Inode.DirectoryInode> lowest = Optional.of(reader.root());
      while (lowest.isPresent()) {
        List<Inode.DirectoryInode> below = new ArrayList<>();
        reader.list(lowest.get(), entry -> below.add((Inode.DirectoryInode) entry.inode()));
        depth += below.size();
        lowest = below.stream().findFirst();
      }
    }
    assertEquals(5_000, depth);
  }

  @Test
  void setsOfExtendedAttributesThatAreEqualAreStoredOnce() throws IOException {
    Path image = folder.resolve("image");
    Images.write(
        image,
        SMALL_BLOCKS,
        writer -> {
          Directory.Builder root = Directory.builder(PLAIN);
          for (int i = 0; i < 100; i++) {
            SortedMap<String, byte[]> set = new TreeMap<>();
            set.put("user.big", Images.noise(65536, i % 2));
            root.add("f" + i, new Node.Fifo(new Attributes(0, 0, 0, 0, set)));
          }
          return root.build();
        });
    assertTrue(Files.size(image) < 3 * 65536, Files.size(image) + " bytes");
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      int[] count = {0};
      reader.list(
          reader.root(),
          entry -> {
            int number = Integer.parseInt(new String(entry.name(), UTF_8).substring(1));
            assertArrayEquals(
                Images.noise(65536, number % 2),
                entry.inode().attributes().extendedAttributes().get("user.big"));
            count[0]++;
          });
      assertEquals(100, count[0]);
    }
  }
}
