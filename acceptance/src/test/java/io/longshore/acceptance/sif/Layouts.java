package io.longshore.acceptance.sif;

import io.longshore.loopback.MadeImage;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.layout.LayoutWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writes images made in memory as image layouts. */
final class Layouts {
  static final String TAG = "test";

  private Layouts() {}

  static Path write(Path folder, MadeImage image, Map<String, String> annotations)
      throws IOException {
    LayoutWriter writer = LayoutWriter.create(folder);
    for (Map.Entry<Digest, byte[]> blob : image.blobs().entrySet()) {
      writer.writeBlob(blob.getKey(), blob.getValue());
    }
    writer.writeBlob(image.digest(), image.manifestBytes());
    writer.finish(tagged(image.descriptor()), annotations, Optional.empty());
    return folder;
  }

  /** umoci finds images by tag only. */
  private static Descriptor tagged(Descriptor image) {
    return new Descriptor(
        image.mediaType(),
        image.digest(),
        image.size(),
        image.platform(),
        Map.of("org.opencontainers.image.ref.name", TAG));
  }
}
