package io.longshore.squashfs;

import static io.longshore.squashfs.Images.PLAIN;
import static io.longshore.squashfs.Images.file;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
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
    Images.write(reference, new SquashfsOptions(new Gzip(), 4096, 1), DeterminismTest::manyFiles);
    for (int attempt = 0; attempt < 3; attempt++) {
      Path image = folder.resolve("image");
      Images.write(
          image,
          new SquashfsOptions(new Gzip(), 4096, threads),
          () -> LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000)),
          DeterminismTest::manyFiles);
      assertEquals(-1, Files.mismatch(reference, image));
    }
  }

  /**
   * A change of these values means that published images can no longer be rebuilt byte for byte: it
   * needs a new version of the build profile, not a new value here.
   */
  @Test
  void aSmallGzipImageHasTheBytesItAlwaysHad() throws IOException {
    assertEquals(
        "6a6169590eea3839bbe230b5077f42fa870f80f7cfadd76b0cc59d89595f2726",
        digestOfImage(new Gzip()));
  }

  /** See {@link #aSmallGzipImageHasTheBytesItAlwaysHad}. */
  @Test
  void aSmallZstdImageHasTheBytesItAlwaysHad() throws IOException {
    assertEquals(
        "aa3843b17d39b80cbab84d1c4d930dd7dc783af3c15da8904eba9ca75a5862be",
        digestOfImage(new Zstd()));
  }

  private String digestOfImage(Compression compression) throws IOException {
    Path image = folder.resolve("image");
    Images.write(image, new SquashfsOptions(compression, 4096, 2), DeterminismTest::manyFiles);
    return HexFormat.of().formatHex(Sha256.newMessageDigest().digest(Files.readAllBytes(image)));
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
      RegularFile file = file(writer, content);
      root.add("file" + i, file);
      if (i % 10 == 0) {
        below.add("link" + i, file);
      }
    }
    return root.add("below", below.build()).add("s", new SymbolicLink(PLAIN, "file1")).build();
  }
}
