package io.longshore.loopback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes made images as layouts. */
final class Layouts {
  private Layouts() {}

  static Path write(Path directory, MadeImage image) throws IOException {
    return image.writeLayout(directory, Map.of("k", "v"));
  }
}
