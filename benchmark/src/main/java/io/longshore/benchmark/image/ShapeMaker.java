package io.longshore.benchmark.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes the layers of one shape. */
@FunctionalInterface
interface ShapeMaker {
  /**
   * @param folder an empty folder for the layers
   * @return the layers, lowest first
   */
  List<WrittenLayer> make(Path folder) throws IOException;
}
