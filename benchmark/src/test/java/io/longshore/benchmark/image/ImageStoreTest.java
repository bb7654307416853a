package io.longshore.benchmark.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
  @TempDir Path folder;

  @Test
  void anImageIsMadeOnceAndKept() throws IOException {
    List<String> said = new ArrayList<>();
    ImageStore store = new ImageStore(folder, said::add);
    Path layout = store.layout(Shape.TOY);
    var made = Files.getLastModifiedTime(layout.resolve("index.json"));

    assertEquals(layout, store.layout(Shape.TOY));
    assertEquals(made, Files.getLastModifiedTime(layout.resolve("index.json")));
    assertEquals(List.of("making the image 'toy' ..."), said);
  }

  @Test
  void whatAnInterruptedRunLeftIsMadeAnew() throws IOException {
    ImageStore store = new ImageStore(folder, line -> {});
    Path left = Files.createDirectories(folder.resolve("layouts/toy-1.making/layout"));
    Files.writeString(left.resolve("index.json"), "half of it");

    assertEquals(100, ImageFacts.of(store.layout(Shape.TOY)).visibleFiles());
    assertTrue(Files.notExists(left));
  }

  @Test
  void theToyHidesAThirdOfItsFiles() throws IOException {
    ImageFacts facts = ImageFacts.of(new ImageStore(folder, line -> {}).layout(Shape.TOY));

    assertEquals(2, facts.layers());
    assertEquals(100, facts.visibleFiles());
    assertTrue(facts.visibleBytes() < facts.unpackedBytes());
  }
}
