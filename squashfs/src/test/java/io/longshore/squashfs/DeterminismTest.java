package io.longshore.squashfs;

import static io.longshore.squashfs.Images.PLAIN;
import static io.longshore.squashfs.Images.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of an image are a function of what goes in. */
class DeterminismTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void threadsAndTimingDoNotMatter(int threads) throws IOException {
    Path reference = folder.resolve("reference");
    Images.write(
        reference,
        new SquashfsOptions(new Compression.Gzip(), 4096, 1),
        DeterminismTest::manyFiles);
    for (int attempt = 0; attempt < 3; attempt++) {
      Path image = folder.resolve("image");
      Images.write(
          image,
          new SquashfsOptions(new Compression.Gzip(), 4096, threads),
          () -> LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000)),
          DeterminismTest::manyFiles);
      assertEquals(-1, Files.mismatch(reference, image));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void aCacheDoesNotMatterHoweverLongItTakesAndWhateverItForgets(int threads) throws IOException {
    Path reference = folder.resolve("reference");
    Images.write(
        reference,
        new SquashfsOptions(new Compression.Gzip(), 4096, 1),
        DeterminismTest::manyFiles);
    MemoryCache cache = new MemoryCache();
    for (int attempt = 0; attempt < 4; attempt++) {
      Path image = folder.resolve("image");
      SquashfsOptions options =
          new SquashfsOptions(new Compression.Gzip(), 4096, threads).withCache(cache);
      Images.write(image, options, DeterminismTest::manyFiles);
      assertEquals(-1, Files.mismatch(reference, image));
    }
    assertTrue(cache.found() > 0);
  }

  @Test
  void imagesOfOtherProfilesDoNotFindTheBlocks() throws IOException {
    MemoryCache cache = new MemoryCache();
    Path image = folder.resolve("image");
    for (SquashfsOptions options :
        List.of(
            new SquashfsOptions(new Compression.Gzip(6), 4096, 1),
            new SquashfsOptions(new Compression.Gzip(7), 4096, 1),
            new SquashfsOptions(new Compression.Zstd(6), 4096, 1),
            new SquashfsOptions(new Compression.Gzip(6), 8192, 1))) {
      Images.write(image, options.withCache(cache), DeterminismTest::oneBlock);
    }
    assertEquals(4, cache.size());
    assertEquals(0, cache.found());
    CompressionProfile profile = new CompressionProfile(new Compression.Gzip(), 4096, "1", "amd64");
    byte[] digest = new byte[Sha256.LENGTH];
    BlockKey key = profile.keyOf(digest, Sha256.newMessageDigest());
    assertNotEquals(
        key,
        new CompressionProfile(new Compression.Gzip(), 4096, "2", "amd64")
            .keyOf(digest, Sha256.newMessageDigest()));
    assertNotEquals(
        key,
        new CompressionProfile(new Compression.Gzip(), 4096, "1", "aarch64")
            .keyOf(digest, Sha256.newMessageDigest()));
  }

  @Test
  void aBlockThatCannotBeTheCompressedOneIsNotTaken() throws IOException {
    Path reference = folder.resolve("reference");
    Images.write(
        reference, new SquashfsOptions(new Compression.Gzip(), 4096, 1), DeterminismTest::oneBlock);
    CompressedBlockCache wrong =
        new CompressedBlockCache() {
          @Override
          public Optional<byte[]> find(BlockKey key) {
            return Optional.of(new byte[4096]);
          }

          @Override
          public void put(BlockKey key, byte[] compressed) {}
        };
    Path image = folder.resolve("image");
    Images.write(
        image,
        new SquashfsOptions(new Compression.Gzip(), 4096, 1).withCache(wrong),
        DeterminismTest::oneBlock);
    assertEquals(-1, Files.mismatch(reference, image));
  }

  /**
   * A change of these values means that published images can no longer be rebuilt byte for byte: it
   * needs a new version of the build profile, not a new value here.
   */
  @Test
  void aSmallGzipImageHasTheBytesItAlwaysHad() throws IOException {
    assertEquals(
        "bdeec9e5298212c664794c8a57d30d789f2ea6d1c4ddca6d8ded08b0ffe16198",
        digestOfImage(new Compression.Gzip()));
  }

  /** See {@link #aSmallGzipImageHasTheBytesItAlwaysHad}. */
  @Test
  void aSmallZstdImageHasTheBytesItAlwaysHad() throws IOException {
    assertEquals(
        "63e3f9e198d1e59a7a4cb91e7028399c15f0d011c97b0614094119c93403ddb4",
        digestOfImage(new Compression.Zstd()));
  }

  private String digestOfImage(Compression compression) throws IOException {
    Path image = folder.resolve("image");
    Images.write(image, new SquashfsOptions(compression, 4096, 2), DeterminismTest::manyFiles);
    return HexFormat.of().formatHex(Sha256.newMessageDigest().digest(Files.readAllBytes(image)));
  }

  private static Directory oneBlock(SquashfsWriter writer) throws IOException {
    return Directory.builder(PLAIN).add("a", file(writer, Images.text(4096, 1))).build();
  }

  /** With duplicates, zeros, tails, hard links and attributes; java.util.Random is specified. */
  private static Directory manyFiles(SquashfsWriter writer) throws IOException {
    Random random = new Random(42);
    Directory.Builder root = Directory.builder(PLAIN);
    Directory.Builder below = Directory.builder(PLAIN);
    for (int i = 0; i < 120; i++) {
      int length = random.nextInt(30_000);
      byte[] content =
          switch (i % 4) {
            case 0 -> Images.text(length, i);
            case 1 -> Images.noise(length, i);
            case 2 -> new byte[length];
            default -> Images.text(20_000, i % 3);
          };
      Node.RegularFile file = file(writer, content);
      root.add("file" + i, file);
      if (i % 10 == 0) {
        below.add("link" + i, file);
      }
    }
    return root.add("below", below.build()).add("s", new Node.SymbolicLink(PLAIN, "file1")).build();
  }
}
