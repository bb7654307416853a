package io.longshore.image.cache;

import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;

/** An image of some hundred blocks, most of which shrink and some of which do not. */
final class ExampleImage {
  private static final Map<String, String> SMALL_BLOCKS =
      Map.of(
          LayoutAnnotations.FORMAT_VERSION, "1",
          LayoutAnnotations.COMPRESSION, "gzip",
          LayoutAnnotations.LEVEL, "6",
          LayoutAnnotations.BLOCK_SIZE, "4096");

  private ExampleImage() {}

  /**
   * @param files how many files there are; an image with more of them begins with the same
   */
  static SifBuilder builder(int files) throws IOException {
    MadeImage image =
        ImageMaker.create().created("2020-02-02T02:02:02Z").plainLayer(layer(files)).make();
    ContainerImage container = ContainerImage.of(image.image(), SMALL_BLOCKS, "test");
    return SifBuilder.of(
        container, descriptor -> new ByteArrayInputStream(image.blobs().get(descriptor.digest())));
  }

  private static byte[] layer(int files) {
    TarLayer layer = TarLayer.create();
    for (int i = 0; i < files; i++) {
      Random random = new Random(i);
      byte[] content = new byte[random.nextInt(30_000)];
      random.nextBytes(content);
      if (i % 4 != 0) {
        makeCompressible(content);
      }
      layer.file("data/%04d".formatted(i), 0644, content);
    }
    return layer.toBytes();
  }

  private static void makeCompressible(byte[] content) {
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ('a' + (content[i] & 7));
    }
  }
}
