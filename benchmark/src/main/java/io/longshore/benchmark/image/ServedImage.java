package io.longshore.benchmark.image;

import io.longshore.loopback.LoopbackRegistry;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.nio.file.Path;

/** Serves the image of a layout from a registry. */
public final class ServedImage {
  private static final String TAG = "1";

  private ServedImage() {}

  /**
   * Adds the image of {@code layout} to {@code registry}, which serves the layout's own files.
   *
   * @return the reference of the image, without a prefix
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
