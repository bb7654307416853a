package io.longshore.benchmark.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Smaller than on the command line, and read back by Longshore's own reader. */
class GeneratedShapesTest {
  @TempDir Path folder;

  @Test
  void manyFilesAreAsManyAsAskedFor() throws IOException {
    assertEquals(12, facts(GeneratedShapes.manyFiles(folder, 3, 4)).visibleFiles());
  }

  @Test
  void sparseFilesAreLargeAndTheirLayerIsNot() throws IOException {
    ImageFacts facts = facts(GeneratedShapes.sparse(folder, 2, 500_000_000));

    assertEquals(2, facts.visibleFiles());
    assertEquals(1_000_000_000, facts.visibleBytes());
    assertTrue(facts.compressedBytes() < 10_000_000, facts.toString());
  }

  private ImageFacts facts(List<WrittenLayer> layers) throws IOException {
    Path layout = folder.resolve("layout");
    ImageStore.write(layers, layout);
    return ImageFacts.of(layout);
  }
}
