package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LittleMemoryTest {
  @TempDir Path folder;

  @Test
  void anImageWithTooManyFilesForTheMemoryEndsInAnErrorThatSaysSo() throws IOException {
    Program program = Program.install(folder);
    TarLayer files = TarLayer.create();
    for (int i = 0; i < 120_000; i++) {
      files.file("d%03d/file-%d".formatted(i % 100, i), 0644, "");
    }
    Path layout =
        Layouts.write(
            folder.resolve("image.oci"),
            ImageMaker.create().plainLayer(files.toBytes()).make(),
            Map.of());
    Path place = Files.createDirectory(folder.resolve("place"));

    Shell.Result little = build(program, "40m", place, layout);
    assertEquals(1, little.exitCode(), little.errors());
    assertTrue(little.errors().contains("needs more memory than the "), little.errors());
    assertTrue(little.errors().contains("LONGSHORE_HEAP=2g"), little.errors());
    assertEquals(List.of(), names(place));

    Shell.Result enough = build(program, "300m", place, layout);
    assertEquals(0, enough.exitCode(), enough.errors());
    assertEquals(List.of("x.sif"), names(place));
  }

  private static Shell.Result build(Program program, String heap, Path place, Path layout) {
    return program.run(
        program.shell().with("LONGSHORE_HEAP", heap),
        "build",
        place.resolve("x.sif").toString(),
        layout.toString());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
