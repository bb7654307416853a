package io.longshore.acceptance.sif;

import io.longshore.loopback.MadeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes images made in memory as image layouts. */
final class Layouts {
  private Layouts() {}

  static Path write(Path folder, MadeImage image, Map<String, String> annotations)
      throws IOException {
    return image.writeLayout(folder, annotations);
  }
}
