package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
