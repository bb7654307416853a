package io.longshore.benchmark.image;

import io.longshore.loopback.LoopbackRegistry;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.nio.file.Path;

/** The image of a layout, on a registry. */
public final class ServedImage {
  private static final String TAG = "1";

  private ServedImage() {}

  /**
   * Puts the image of {@code layout} on {@code registry}, which serves the layout's own files.
   *
   * @return what to ask for, without a prefix
   */
  public static String put(LoopbackRegistry registry, Path layout, Shape shape) throws IOException {
    String path = "bench/" + shape.label();
    LayoutImage image = ImageLayout.open(layout).soleImage();
    registry.addManifest(path, TAG, image.descriptor().mediaType(), image.manifestBytes());
    registry.addBlob(path, image.configBytes());
    for (Descriptor layer : image.manifest().layers()) {
      registry.addBlob(path, layer.digest(), LayoutPaths.blob(layout, layer.digest()));
    }
    return registry.host() + "/" + path + ":" + TAG;
  }
}
