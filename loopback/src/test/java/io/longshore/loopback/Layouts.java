package io.longshore.loopback;

import io.longshore.oci.layout.LayoutWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writes made images as layouts. */
final class Layouts {
  private Layouts() {}

  static Path write(Path directory, MadeImage image) throws IOException {
    LayoutWriter writer = LayoutWriter.create(directory);
    writer.writeBlob(image.digest(), image.manifestBytes());
    for (var blob : image.blobs().entrySet()) {
      writer.writeBlob(blob.getKey(), blob.getValue());
    }
    writer.finish(image.descriptor(), Map.of("k", "v"), Optional.empty());
    return directory;
  }
}
