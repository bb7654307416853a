package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.MergedTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class DeepTreesTest {
  private static TarBuilder at(TarBuilder tar, String path) {
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    records.put("path", path.getBytes(StandardCharsets.US_ASCII));
    return tar.pax(records);
  }

  @Test
  void theDeepestPathsOfLinuxAreHandledThroughout() throws IOException {
    String deep = "d/".repeat(2047) + "f";
    byte[] lower = at(new TarBuilder(), deep).file("f", "1").build();
    byte[] upper = at(new TarBuilder(), deep).file("f", "2").file("d/.wh..wh..opq", "").build();
    InMemoryBlobs blobs = new InMemoryBlobs();
    MergedTree tree = MergedTree.read(List.of(blobs.addPlain(lower), blobs.addPlain(upper)), blobs);
    tree.editor().makeReadable(FilePath.ROOT);
    int[] files = new int[1];
    tree.forEachFileContent(blobs, (file, content) -> files[0]++);
    assertEquals(1, files[0]);
  }

  @Test
  void linksCannotStackPathsDeeper() {
    String half = "d/".repeat(1500);
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    records.put("linkpath", half.getBytes(StandardCharsets.US_ASCII));
    byte[] tar =
        at(new TarBuilder().pax(records).symbolicLink("l", "x"), "l/" + half + "f")
            .file("f", "")
            .build();
    InMemoryBlobs blobs = new InMemoryBlobs();
    FailureException failure =
        assertThrows(
            FailureException.class, () -> MergedTree.read(List.of(blobs.addPlain(tar)), blobs));
    assertTrue(failure.problem().contains("directories inside another"), failure.problem());
  }
}
