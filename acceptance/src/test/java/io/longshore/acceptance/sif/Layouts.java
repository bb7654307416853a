package io.longshore.acceptance.sif;

import io.longshore.loopback.MadeImage;
import io.longshore.oci.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes images made in memory as image layouts. */
final class Layouts {
  static final String TAG = "test";

  private Layouts() {}

  static Path write(Path folder, MadeImage image, Map<String, String> annotations)
      throws IOException {
    return tagged(image).writeLayout(folder, annotations);
  }

  /** umoci finds images by tag only. */
  private static MadeImage tagged(MadeImage image) {
    Descriptor untagged = image.descriptor();
    return new MadeImage(
        new Descriptor(
            untagged.mediaType(),
            untagged.digest(),
            untagged.size(),
            untagged.platform(),
            Map.of("org.opencontainers.image.ref.name", TAG)),
        image.manifestBytes(),
        image.manifest(),
        image.blobs());
  }
}
