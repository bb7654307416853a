package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.TreeEditor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileContentsTest {
  private final InMemoryBlobs blobs = new InMemoryBlobs();

  private static List<String> contents(MergedTree tree, InMemoryBlobs blobs) throws IOException {
    List<String> contents = new ArrayList<>();
    tree.forEachFileContent(
        blobs,
        (file, content) -> {
          byte[] bytes = content.readAllBytes();
          assertEquals(file.size(), bytes.length);
          contents.add(new String(bytes, StandardCharsets.UTF_8));
        });
    return contents;
  }

  @Test
  void visibleFilesComeInTheOrderOfTheLayers() throws IOException {
    MergedTree tree =
        Sketch.merge(
            blobs,
            List.of(
                List.of("z=first", "hidden=x", "a=second"),
                List.of("m=third", ".wh.hidden", "b="),
                List.of("a2=fourth")));
    assertEquals(List.of("first", "second", "third", "", "fourth"), contents(tree, blobs));
  }

  @Test
  void aFileOfSeveralNamesComesOnce() throws IOException {
    MergedTree tree =
        Sketch.merge(blobs, List.of(List.of("a=1", "b=>a"), List.of("c=>b", ".wh.a")));
    assertEquals(List.of("1"), contents(tree, blobs));
  }

  @Test
  void aReplacedFileThatALinkKeepsComesBesideItsSuccessor() throws IOException {
    MergedTree tree = Sketch.merge(blobs, List.of(List.of("a=old", "b=>a"), List.of("a=new")));
    assertEquals(List.of("old", "new"), contents(tree, blobs));
  }

  @Test
  void layersOfWhichNothingIsVisibleAreNotOpenedAgain() throws IOException {
    MergedTree tree =
        Sketch.merge(blobs, List.of(List.of("a=1"), List.of("a=2", "d/"), List.of("e/")));
    blobs.opened().clear();
    assertEquals(List.of("2"), contents(tree, blobs));
    assertEquals(List.of(tree.layers().get(1).descriptor().digest()), blobs.opened());
  }

  @Test
  void givenFilesComeFirst() throws IOException {
    MergedTree tree = Sketch.merge(blobs, List.of(List.of("a=layer")));
    TreeEditor editor = tree.editor();
    for (String name : List.of("z", "b", "gone")) {
      editor.putFile(
          FilePath.parse(name),
          new Attributes(0644, 0, 0),
          0,
          ("given " + name).getBytes(StandardCharsets.UTF_8));
    }
    editor.remove(FilePath.parse("gone"));
    assertEquals(List.of("given z", "given b", "layer"), contents(tree, blobs));
  }

  @Test
  void contentNeedNotBeRead() throws IOException {
    MergedTree tree = Sketch.merge(blobs, List.of(List.of("a=" + "x".repeat(90000), "b=2")));
    List<Long> sizes = new ArrayList<>();
    tree.forEachFileContent(blobs, (file, content) -> sizes.add(file.size()));
    assertEquals(List.of(90000L, 1L), sizes);
  }

  @Test
  void aLayerThatChangesBetweenThePassesIsNoticed() throws IOException {
    Layer layer = blobs.addGzip(Sketch.tar(List.of("a=1")));
    MergedTree tree = MergedTree.read(List.of(layer), blobs);
    blobs.replace(layer, InMemoryBlobs.gzip(Sketch.tar(List.of("a=2"))));
    FailureException failure = assertThrows(FailureException.class, () -> contents(tree, blobs));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertEquals("layer " + layer.descriptor().digest(), failure.subject());
  }

  @Test
  void aFailureOfTheConsumerIsPassedOn() throws IOException {
    MergedTree tree = Sketch.merge(blobs, List.of(List.of("a=1")));
    IOException full = new IOException("No space left on device");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                tree.forEachFileContent(
                    blobs,
                    (file, content) -> {
                      throw full;
                    }));
    assertEquals(full, thrown);
  }

  @Test
  void theSecondPassReadsTheSameBytesAsTheFirst() throws IOException {
    byte[] noise = new byte[200_000];
    new java.util.Random(3).nextBytes(noise);
    byte[] tar =
        new TarBuilder().add(new TarBuilder.Header("noise", '0'), noise).file("after", "x").build();
    MergedTree tree = MergedTree.read(List.of(blobs.addGzip(tar)), blobs);
    List<byte[]> read = new ArrayList<>();
    tree.forEachFileContent(blobs, (file, content) -> read.add(content.readAllBytes()));
    assertArrayEquals(noise, read.getFirst());
  }
}
