package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.FailureException;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.LayerStacks;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * Random stacks of layers, merged by us and unpacked by umoci, as root. Types, contents, targets,
 * permissions, owners, extended attributes, hard links and times have to agree, except where {@link
 * MergedTree} tells of a difference.
 */
class UmociComparisonTest {
  @Provide
  Arbitrary<List<List<GeneratedEntry>>> stacks() {
    return LayerStacks.stacks();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void aMergedTreeIsWhatUmociUnpacks(@ForAll("stacks") List<List<GeneratedEntry>> stack)
      throws IOException {
    List<byte[]> tars = stack.stream().map(GeneratedEntry::tar).toList();
    Path directory = Files.createTempDirectory("umoci");
    try {
      long start = Instant.now().getEpochSecond();
      UnpackedByUmoci.Outcome outcome = new UnpackedByUmoci(directory).unpack(tars);
      if (outcome.tree().isPresent()) {
        compare(outcome.tree().get(), tars, start);
        Statistics.label("umoci").collect("unpacks");
      } else if (outcome.messages().contains("mkdir parent")) {
        Statistics.label("umoci").collect("refuses a file as a directory");
      } else {
        assertRefused(tars, outcome.messages());
        Statistics.label("umoci").collect("refuses");
      }
    } finally {
      UnpackedByUmoci.deleteRecursively(directory);
    }
    Statistics.label("umoci")
        .coverage(coverage -> coverage.check("unpacks").percentage(share -> share > 30));
  }

  private static MergedTree merge(List<byte[]> tars, InMemoryBlobs blobs) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (byte[] tar : tars) {
      layers.add(blobs.addGzip(tar));
    }
    return MergedTree.read(layers, blobs);
  }

  private static void assertRefused(List<byte[]> tars, String messages) throws IOException {
    try {
      merge(tars, new InMemoryBlobs());
    } catch (FailureException expected) {
      return;
    }
    throw new AssertionError("umoci refuses this: " + messages);
  }

  private static void compare(Map<String, ObservedFile> unpacked, List<byte[]> tars, long start)
      throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    MergedTree tree = merge(tars, blobs);
    Map<String, ObservedFile> merged = ObservedFile.allOf(tree, blobs);
    Map<String, ObservedFile> expected = new TreeMap<>(unpacked);
    merged.forEach(
        (path, file) -> {
          ObservedFile theirs = expected.get(path);
          if (theirs != null && theirs.isDirectory() && theirs.modified() >= start) {
            expected.put(path, theirs.modifiedAt(file.modified()));
          } else if (isImplicit(tree, path)) {
            throw new AssertionError(path + " has got a time from an entry");
          }
        });
    assertEquals(describe(expected), describe(merged));
  }

  private static boolean isImplicit(MergedTree tree, String path) {
    Node node = tree.editor().findWithoutFollowing(FilePath.parse(path)).orElseThrow();
    return node != tree.root() && node instanceof DirectoryNode directory && directory.isImplicit();
  }

  private static String describe(Map<String, ObservedFile> files) {
    StringBuilder text = new StringBuilder();
    files.forEach((path, file) -> text.append(path).append("  ").append(file).append('\n'));
    return text.toString();
  }
}
