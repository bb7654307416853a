package io.longshore.squashfs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is wrong with an image: it is read, or there is an exception that says so. */
class DamageTest {
  private static Path folder;
  private static byte[] uncompressed;
  private static byte[] compressed;

  @BeforeContainer
  static void makeImages() throws Exception {
    folder = Files.createTempDirectory("damage");
    DamagedImage.make(folder).read();
    uncompressed = Files.readAllBytes(folder.resolve("image"));
    Path image = folder.resolve("compressed");
    Images.write(image, new SquashfsOptions(new Compression.Zstd(), 4096, 2), DamageTest::tree);
    compressed = Files.readAllBytes(image);
  }

  @AfterContainer
  static void removeImages() throws Exception {
    Tool.run("rm", "-rf", folder.toString());
  }

  record Damage(int position, byte value) {}

  @Provide
  Arbitrary<List<Damage>> damage() {
    return Combinators.combine(Arbitraries.integers().between(0, 1 << 20), Arbitraries.bytes())
        .as(Damage::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(tries = 2000)
  void uncompressedMetadata(@ForAll("damage") List<Damage> damage) throws IOException {
    readDamaged(uncompressed, damage);
  }

  @Property(tries = 500)
  void compressedMetadata(@ForAll("damage") List<Damage> damage) throws IOException {
    readDamaged(compressed, damage);
  }

  @Property(tries = 200)
  void anImageCutOffIsNeverTakenForWhole(@ForAll @IntRange(max = 1 << 20) int length)
      throws IOException {
    Superblock superblock;
    Path image = Files.write(folder.resolve("whole"), compressed);
    try (var channel = FileChannel.open(image)) {
      superblock = SquashfsReader.open(channel, 0).superblock();
    }
    int cut = length % (int) superblock.bytesUsed();
    Path part = Files.write(folder.resolve("part"), Arrays.copyOf(compressed, cut));
    assertThrows(MalformedSquashfsException.class, () -> DamagedImage.read(part));
  }

  private static void readDamaged(byte[] image, List<Damage> damage) throws IOException {
    byte[] damaged = image.clone();
    for (Damage one : damage) {
      damaged[one.position() % damaged.length] = one.value();
    }
    Path file = Files.write(folder.resolve("damaged"), damaged);
    try {
      DamagedImage.read(file);
    } catch (MalformedSquashfsException | UnsupportedSquashfsException e) {
      assertFalse(e.getMessage().isEmpty());
    }
  }

  private static Directory tree(SquashfsWriter writer) throws IOException {
    Directory.Builder root = Directory.builder(Images.PLAIN);
    for (int i = 0; i < 20; i++) {
      root.add("f" + i, Images.file(writer, Images.text(i * 10, i)));
    }
    return root.add("s", new Node.SymbolicLink(Images.PLAIN, "t")).build();
  }
}
