package io.longshore.image;

import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.BlobSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An image in a few words, layers from the lowest up: {@code d/} is a directory, {@code f=text} a
 * file, {@code l->t} a symbolic link, {@code h=>t} a hard link, {@code .wh.n} a whiteout.
 */
final class SketchedImage {
  private final MadeImage image;
  private final AtomicInteger opened = new AtomicInteger();

  private SketchedImage(MadeImage image) {
    this.image = image;
  }

  static SketchedImage of(List<List<String>> layers) {
    ImageMaker maker = ImageMaker.create();
    for (List<String> entries : layers) {
      maker.plainLayer(tar(entries));
    }
    return new SketchedImage(maker.make());
  }

  private static byte[] tar(List<String> entries) {
    TarLayer tar = TarLayer.create();
    for (String entry : entries) {
      int symbolic = entry.indexOf("->");
      int hard = entry.indexOf("=>");
      int content = entry.indexOf('=');
      if (symbolic > 0) {
        tar.symbolicLink(entry.substring(0, symbolic), entry.substring(symbolic + 2));
      } else if (hard > 0) {
        tar.hardLink(entry.substring(0, hard), entry.substring(hard + 2));
      } else if (content > 0) {
        tar.file(entry.substring(0, content), 0644, entry.substring(content + 1));
      } else if (entry.endsWith("/")) {
        tar.directory(entry.substring(0, entry.length() - 1), 0755);
      } else {
        tar.file(entry, 0644, "");
      }
    }
    return tar.toBytes();
  }

  SifBuilder builder() throws IOException {
    BlobSource blobs =
        descriptor -> {
          opened.incrementAndGet();
          return new ByteArrayInputStream(image.blobs().get(descriptor.digest()));
        };
    return SifBuilder.of(ContainerImage.of(image.image(), Map.of(), "test"), blobs);
  }

  /** How often layers were opened since this was last asked. */
  int opened() {
    return opened.getAndSet(0);
  }
}
