package io.longshore.benchmark.measure;

import io.longshore.benchmark.image.ImageFacts;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.LayerReader;
import io.longshore.oci.layout.ImageLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Inflates and hashes the layers of an image one after the other on one thread, and discards the
 * result. This is the least work of a build whose every block is cached. It runs in a Java without
 * the launcher's cache for a quick start and its compiler thresholds.
 */
public record LayerInflation(String name) implements Builder {
  /** Reads the layers of the layout that the argument names. */
  public static void main(String[] arguments) throws IOException {
    ImageLayout layout = ImageLayout.open(Path.of(arguments[0]));
    for (Layer layer : ImageFacts.layers(layout.soleImage())) {
      try (LayerReader reader = LayerReader.open(layer, layout.blobs(), LayerLimits.DEFAULT)) {
        while (reader.next().isPresent()) {}
      }
    }
  }

  @Override
  public String version() {
    return "Java " + Runtime.version();
  }

  @Override
  public List<List<String>> commands(Workspace workspace) {
    return List.of(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            LayerInflation.class.getName(),
            workspace.layout().toString()));
  }

  @Override
  public boolean makesOutput() {
    return false;
  }
}
