package io.longshore.squashfs;

import static io.longshore.squashfs.Images.PLAIN;
import static io.longshore.squashfs.Images.SMALL_BLOCKS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the format has no room for is refused when it is given. */
class RefusedInputTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\0b"})
  void namesThatAreNone(String name) {
    refuses(() -> Directory.builder(PLAIN).add(name, new Node.Fifo(PLAIN)));
  }

  @Test
  void namesOfMoreThan256Bytes() {
    Directory.builder(PLAIN).add("n".repeat(256), new Node.Fifo(PLAIN));
    refuses(() -> Directory.builder(PLAIN).add("n".repeat(257), new Node.Fifo(PLAIN)));
  }

  @Test
  void twoEntriesOfOneName() {
    Directory.Builder builder =
        Directory.builder(PLAIN).add("a", new Node.Fifo(PLAIN)).add("a", new Node.Socket(PLAIN));
    refuses(builder::build);
  }

  @Test
  void numbersThatDoNotFit() {
    refuses(() -> new Attributes(010000, 0, 0, 0));
    refuses(() -> new Attributes(-1, 0, 0, 0));
    refuses(() -> new Attributes(0, 1L << 32, 0, 0));
    refuses(() -> new Attributes(0, 0, -1, 0));
    refuses(() -> new Attributes(0, 0, 0, 1L << 32));
    refuses(() -> new Attributes(0, 0, 0, -1));
    refuses(() -> new Node.Device(PLAIN, Node.Device.Kind.BLOCK, 4096, 0));
    refuses(() -> new Node.Device(PLAIN, Node.Device.Kind.BLOCK, 0, 1 << 20));
  }

  @Test
  void linkTargetsLinuxWouldNotTake() {
    new Node.SymbolicLink(PLAIN, "t".repeat(4095));
    refuses(() -> new Node.SymbolicLink(PLAIN, ""));
    refuses(() -> new Node.SymbolicLink(PLAIN, "t".repeat(4096)));
    refuses(() -> new Node.SymbolicLink(PLAIN, "a\0b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"system.posix_acl_access", "user", "user.", "os2.x", "user.a\0", ""})
  void extendedAttributesOfOtherNamespaces(String name) {
    refuses(() -> extended(name, 0));
  }

  @Test
  void extendedAttributesThatAreTooLong() {
    extended("user." + "n".repeat(250), 65536);
    refuses(() -> extended("user." + "n".repeat(251), 0));
    refuses(() -> extended("user.n", 65537));
  }

  @Test
  void optionsOutOfRange() {
    refuses(() -> new Compression.Gzip(0));
    refuses(() -> new Compression.Gzip(13));
    refuses(() -> new Compression.Zstd(0));
    refuses(() -> new Compression.Zstd(23));
    refuses(() -> new SquashfsOptions(new Compression.Gzip(), 2048, 1));
    refuses(() -> new SquashfsOptions(new Compression.Gzip(), 2097152, 1));
    refuses(() -> new SquashfsOptions(new Compression.Gzip(), 5000, 1));
    refuses(() -> new SquashfsOptions(new Compression.Gzip(), 4096, 0));
  }

  @Test
  void moreThan65535DifferentIds() throws IOException {
    write(ids(65534));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> write(ids(65535)));
    assertEquals(
        "the tree has more than 65535 different user and group ids; SquashFS has no room",
        e.getMessage());
  }

  @Test
  void aDirectoryInTwoPlaces() {
    Directory twice = Directory.builder(PLAIN).build();
    refuses(() -> write(Directory.builder(PLAIN).add("a", twice).add("b", twice).build()));
  }

  @Test
  void contentOfAnotherWriter() throws IOException {
    try (FileChannel channel = Images.create(folder.resolve("other"));
        SquashfsWriter other = new SquashfsWriter(channel, 0, SMALL_BLOCKS)) {
      Node foreign = Images.file(other, "x");
      refuses(() -> write(Directory.builder(PLAIN).add("a", foreign).build()));
    }
  }

  @Test
  void impossibleSizesAndPositions() throws IOException {
    try (FileChannel channel = Images.create(folder.resolve("other"));
        SquashfsWriter writer = new SquashfsWriter(channel, 0, SMALL_BLOCKS)) {
      refuses(() -> new SquashfsWriter(channel, -1, SMALL_BLOCKS));
      refuses(() -> writer.write(java.io.InputStream.nullInputStream(), -1));
      refuses(() -> writer.write(java.io.InputStream.nullInputStream(), Long.MAX_VALUE));
      refuses(() -> writer.finish(Directory.builder(PLAIN).build(), -1));
      assertTrue(writer.finish(Directory.builder(PLAIN).build(), 0) > 0);
    }
  }

  /** Besides 0, which the root has. */
  private static Directory ids(int count) {
    Directory.Builder root = Directory.builder(PLAIN);
    for (int i = 1; i <= count; i++) {
      root.add("f" + i, new Node.Fifo(new Attributes(0, 0, 0xffff_ffffL - i, 0)));
    }
    return root.build();
  }

  private void write(Directory root) throws IOException {
    Images.write(folder.resolve("image"), SMALL_BLOCKS, writer -> root);
  }

  private static Attributes extended(String name, int length) {
    return new Attributes(0, 0, 0, 0, new TreeMap<>(Map.of(name, new byte[length])));
  }

  private static void refuses(Executable executable) {
    assertThrows(IllegalArgumentException.class, executable);
  }
}
