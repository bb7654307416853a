package io.longshore.benchmark.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Images that no packages are needed for. Their contents are random, from a fixed seed. */
final class GeneratedShapes {
  private static final long SEED = 20261123;
  private static final int SEGMENT = 1 << 20;

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
        lower.file("hidden/" + i, text(random, 10_000));
        lower.file("kept/" + i, text(random, 10_000));
        upper.file("upper/" + i, text(random, 10_000));
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
          layer.file(directory + "/%04d.txt".formatted(j), text(random, 400));
        }
      }
      return List.of(layer.finish());
    }
  }

  /** {@code count} files of {@code size} bytes, each with some megabytes of data far apart. */
  static List<WrittenLayer> sparse(Path folder, int count, long size) throws IOException {
    Random random = new Random(SEED);
    try (LayerWriter layer = new LayerWriter(folder.resolve("layer"))) {
      layer.directory("data");
      for (int i = 0; i < count; i++) {
        TreeMap<Long, byte[]> segments = new TreeMap<>();
        for (int j = 0; j < 4; j++) {
          segments.put(
              size / 5 * (j + 1) / 4096 * 4096,
              java.util.Arrays.copyOf(text(random, SEGMENT), SEGMENT));
        }
        layer.sparseFile("data/%02d.raw".formatted(i), size, segments);
      }
      return List.of(layer.finish());
    }
  }

  /** Digits that compress to half their size, of up to {@code most} random bytes. */
  private static byte[] text(Random random, int most) {
    byte[] bytes = new byte[most == SEGMENT ? most : random.nextInt(most)];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
  }
}
