package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.MergedTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerLimitsTest {
  private final InMemoryBlobs blobs = new InMemoryBlobs();

  private FailureException assertUnsupported(Layer layer, LayerLimits limits) {
    FailureException failure =
        assertThrows(FailureException.class, () -> MergedTree.read(List.of(layer), blobs, limits));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind(), failure.getMessage());
    assertEquals("layer " + layer.descriptor().digest(), failure.subject());
    return failure;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aBlobThatUnpacksToMuchMoreIsRefused(String tool) throws IOException {
    byte[] tar =
        new TarBuilder().add(new TarBuilder.Header("zeros", '0'), new byte[64 << 20]).build();
    byte[] blob = Commands.filter(tar, tool, "-c");
    Layer layer = blobs.add(InMemoryBlobs.TAR, blob, tar);
    FailureException failure = assertUnsupported(layer, new LayerLimits(1 << 20, 10));
    assertTrue(failure.problem().contains("unpacks to more than 1048576 bytes"), failure.problem());
    MergedTree.read(List.of(layer), blobs, new LayerLimits(tar.length, 10));
  }

  @Test
  void zerosAfterTheEndOfTheArchiveCountToo() {
    byte[] tar = new TarBuilder().file("a", "1").raw(new byte[1 << 20]).build();
    assertUnsupported(blobs.addGzip(tar), new LayerLimits(1 << 20, 10));
  }

  @Test
  void theHolesOfSparseFilesCountToo() {
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    records.put("GNU.sparse.size", Long.toString(1L << 50).getBytes(StandardCharsets.US_ASCII));
    records.put("GNU.sparse.map", "0,0".getBytes(StandardCharsets.US_ASCII));
    byte[] tar = new TarBuilder().pax(records).file("holes", "").build();
    assertUnsupported(blobs.addGzip(tar), LayerLimits.DEFAULT);
  }

  @Test
  void anAbsurdSizeIsRefused() {
    TarBuilder.Header header = new TarBuilder.Header("huge", '0');
    header.text(124, 12, new byte[] {(byte) 0x80, 0, 0, 0, 0x7f, -1, -1, -1, -1, -1, -1, -1});
    assertUnsupported(blobs.addGzip(new TarBuilder().add(header).build()), LayerLimits.DEFAULT);
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    byte[] tar = new TarBuilder().file("a", "").file("b", "").file("c", "").build();
    Layer layer = blobs.addGzip(tar);
    FailureException failure = assertUnsupported(layer, new LayerLimits(1 << 20, 2));
    assertTrue(failure.problem().contains("more than 2 entries"), failure.problem());
    MergedTree.read(List.of(layer), blobs, new LayerLimits(1 << 20, 3));
  }

  @Test
  void aDamagedBlobIsReportedAsSuchEvenIfItLooksTooLarge() {
    byte[] tar = new TarBuilder().file("a", "1").build();
    Layer layer = blobs.addPlain(tar);
    TarBuilder.Header header = new TarBuilder.Header("a", '0').size(1L << 32);
    byte[] damaged = new TarBuilder().add(header).data(new byte[] {'1'}).build();
    blobs.replace(layer, damaged);
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> MergedTree.read(List.of(layer), blobs, new LayerLimits(1 << 20, 10)));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertTrue(failure.problem().contains(Digest.of(damaged).toString()), failure.problem());
  }

  @Test
  void layersThatAreSmallEnoughAloneAreRefusedTogether() throws IOException {
    byte[] tar = new TarBuilder().file("a", "1").file("b", "2").build();
    Layer layer = blobs.addGzip(tar);
    List<Layer> three = List.of(layer, layer, layer);
    MergedTree.read(three, blobs, new LayerLimits(3L * tar.length, 6));
    assertThrows(
        FailureException.class,
        () -> MergedTree.read(three, blobs, new LayerLimits(3L * tar.length - 1, 6)));
    assertThrows(
        FailureException.class,
        () -> MergedTree.read(three, blobs, new LayerLimits(3L * tar.length, 5)));
  }

  @Test
  void directoriesThatPathsImplyTakeMemoryToo() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 100; i++) {
      SequencedMap<String, byte[]> path = new LinkedHashMap<>();
      path.put("path", (i + "/d".repeat(2000)).getBytes(StandardCharsets.US_ASCII));
      tar.pax(path).file("x", "");
    }
    Layer layer = blobs.addGzip(tar.build());
    long needed = 100L * 2001 * LayerLimits.NODE_BYTES;
    MergedTree.read(List.of(layer), blobs, new LayerLimits(1 << 30, 1000, 2 * needed));
    FailureException failure = assertUnsupported(layer, new LayerLimits(1 << 30, 1000, needed / 2));
    assertTrue(failure.problem().contains("than fit into"), failure.problem());
    assertTrue(failure.nextStep().contains("LONGSHORE_HEAP=1g"), failure.nextStep());
  }

  @Test
  void extendedAttributesTakeMemoryToo() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 50; i++) {
      SequencedMap<String, byte[]> attributes = new LinkedHashMap<>();
      attributes.put("SCHILY.xattr.user.a" + i, new byte[100_000]);
      tar.pax(attributes).file("f", "");
    }
    Layer layer = blobs.addGzip(tar.build());
    MergedTree.read(List.of(layer), blobs, new LayerLimits(1 << 30, 1000, 6 << 20));
    assertUnsupported(layer, new LayerLimits(1 << 30, 1000, 4 << 20));
  }

  @Test
  void whatWasRemovedTakesNoMemory() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 1000; i++) {
      tar.file("same", "");
    }
    MergedTree.read(
        List.of(blobs.addGzip(tar.build())),
        blobs,
        new LayerLimits(1 << 30, 1000, 20L * LayerLimits.NODE_BYTES));
  }

  @Test
  void opaqueMarkersOfALayerCostNoMoreThanOne() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 20_000; i++) {
      tar.file("d/" + i, "");
    }
    for (int i = 0; i < 20_000; i++) {
      tar.file("d/.wh..wh..opq", "");
    }
    Layer layer = blobs.addGzip(tar.build());
    MergedTree tree =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> MergedTree.read(List.of(layer, layer), blobs));
    assertEquals(
        20_000, ((DirectoryNode) tree.root().child(FileName.of("d")).orElseThrow()).size());
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "5K, 5120",
    "300G, 322122547200",
    "2T, 2199023255552",
    "1.5G, 1610612736"
  })
  void variablesRaiseLimits(String text, long bytes) throws FailureException {
    LayerLimits limits =
        LayerLimits.from(
            Map.of("LONGSHORE_MAX_UNPACKED", text, "LONGSHORE_MAX_ENTRIES", "100000000"));
    assertEquals(bytes, limits.uncompressedBytes());
    assertEquals(100_000_000, limits.entries());
    assertEquals(LayerLimits.DEFAULT, LayerLimits.from(Map.of("LONGSHORE_MAX_UNPACKED", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "much", "1,5G", "99999999999999999999", "999999999999T", "7 G B"})
  void variablesThatAreNoSizeAreRefused(String text) {
    FailureException failure =
        assertThrows(
            FailureException.class, () -> LayerLimits.from(Map.of("LONGSHORE_MAX_UNPACKED", text)));
    assertEquals("LONGSHORE_MAX_UNPACKED", failure.subject());
    assertEquals(FailureKind.TOOL, failure.kind());
  }

  @Test
  void theLimitThatIsAdvisedIsEnoughForWhatIsKnown() {
    long known = 300L << 30;
    String advice = LayerLimits.DEFAULT.tooManyBytes("a layer", known).nextStep();
    assertTrue(advice.endsWith("LONGSHORE_MAX_UNPACKED=601G"), advice);
    advice = LayerLimits.DEFAULT.tooManyBytes("a layer", 65L << 30).nextStep();
    assertTrue(advice.endsWith("LONGSHORE_MAX_UNPACKED=256G"), advice);
  }
}
