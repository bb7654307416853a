package io.longshore.benchmark.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Images that are made without packages. Their contents are random, from a fixed seed. */
final class GeneratedShapes {
  private static final long SEED = 20261123;
  private static final int SEGMENT = 1 << 20;
  private static final int BLOCK = 4096;

  private GeneratedShapes() {}

  /** Two layers with {@code count} files in each, of which the upper hides some of the lower. */
  static List<WrittenLayer> toy(Path folder, int count) throws IOException {
    Random random = new Random(SEED);
    try (LayerWriter lower = new LayerWriter(folder.resolve("lower"));
        LayerWriter upper = new LayerWriter(folder.resolve("upper"))) {
      lower.directory("hidden");
      lower.directory("kept");
      upper.whiteout("hidden");
      upper.directory("upper");
      for (int i = 0; i < count; i++) {
        lower.file("hidden/" + i, upTo(20_000, random));
        lower.file("kept/" + i, upTo(20_000, random));
        upper.file("upper/" + i, upTo(20_000, random));
      }
      return List.of(lower.finish(), upper.finish());
    }
  }

  /** {@code directories} times {@code files} files of up to 800 bytes. */
  static List<WrittenLayer> manyFiles(Path folder, int directories, int files) throws IOException {
    Random random = new Random(SEED);
    try (LayerWriter layer = new LayerWriter(folder.resolve("layer"))) {
      layer.directory("data");
      for (int i = 0; i < directories; i++) {
        String directory = "data/%04d".formatted(i);
        layer.directory(directory);
        for (int j = 0; j < files; j++) {
          layer.file(directory + "/%04d.txt".formatted(j), upTo(800, random));
        }
      }
      return List.of(layer.finish());
    }
  }

  /** {@code count} files of {@code size} bytes, each with four megabytes of data, far apart. */
  static List<WrittenLayer> sparse(Path folder, int count, long size) throws IOException {
    Random random = new Random(SEED);
    try (LayerWriter layer = new LayerWriter(folder.resolve("layer"))) {
      layer.directory("data");
      for (int i = 0; i < count; i++) {
        TreeMap<Long, byte[]> segments = new TreeMap<>();
        for (int j = 0; j < 4; j++) {
          segments.put(size / 5 * (j + 1) / BLOCK * BLOCK, text(random, SEGMENT));
        }
        layer.sparseFile("data/%02d.raw".formatted(i), size, segments);
      }
      return List.of(layer.finish());
    }
  }

  private static byte[] upTo(int most, Random random) {
    return text(random, random.nextInt(most));
  }

  /** Hexadecimal digits, which compress to about half of {@code length}. */
  private static byte[] text(Random random, int length) {
    byte[] bytes = new byte[(length + 1) / 2];
    random.nextBytes(bytes);
    String digits = HexFormat.of().formatHex(bytes).substring(0, length);
    return digits.getBytes(StandardCharsets.US_ASCII);
  }
}
