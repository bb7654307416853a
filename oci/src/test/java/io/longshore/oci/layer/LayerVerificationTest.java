package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.tree.MergedTree;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerVerificationTest {
  private final InMemoryBlobs blobs = new InMemoryBlobs();

  private static byte[] tar() {
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    return new TarBuilder()
        .directory("d/")
        .add(new TarBuilder.Header("d/noise", '0'), noise)
        .file("d/text", "text ".repeat(2000))
        .build();
  }

  private static byte[] compressed(LayerCompression compression, byte[] tar) throws IOException {
    return switch (compression) {
      case NONE -> tar;
      case GZIP -> InMemoryBlobs.gzip(tar);
      case ZSTD -> Commands.filter(tar, "zstd", "-q", "-c");
    };
  }

  private static void readToEnd(Layer layer, BlobSource blobs) throws IOException {
    try (LayerReader reader = LayerReader.open(layer, blobs, LayerLimits.DEFAULT)) {
      while (reader.next().isPresent()) {
        reader.content().readAllBytes();
      }
    }
  }

  private FailureException assertMalformed(Layer layer, String problem) {
    FailureException failure = assertThrows(FailureException.class, () -> readToEnd(layer, blobs));
    assertEquals(FailureKind.MALFORMED, failure.kind(), failure.getMessage());
    assertEquals("layer " + layer.descriptor().digest(), failure.subject());
    assertTrue(failure.problem().contains(problem), failure.problem());
    return failure;
  }

  @ParameterizedTest
  @EnumSource
  void aSoundLayerIsRead(LayerCompression compression) throws IOException {
    Layer layer = blobs.add(InMemoryBlobs.TAR, compressed(compression, tar()), tar());
    readToEnd(layer, blobs);
    try (LayerReader reader = LayerReader.open(layer, blobs, LayerLimits.DEFAULT)) {
      assertEquals(compression, reader.compression());
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneFlippedBitAnywhereIsNoticed(LayerCompression compression) throws IOException {
    byte[] sound = compressed(compression, tar());
    for (int position = 0; position < sound.length; position += 97) {
      Layer layer = blobs.add(InMemoryBlobs.TAR, sound, tar());
      byte[] damaged = sound.clone();
      damaged[position] ^= (byte) (1 << position % 8);
      blobs.replace(layer, damaged);
      assertMalformed(layer, "has the digest " + Digest.of(damaged));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLayerCutShortIsNoticedWhereverItEnds(LayerCompression compression) throws IOException {
    byte[] sound = compressed(compression, tar());
    for (int length = 0; length < sound.length; length += 511) {
      Layer layer = blobs.add(InMemoryBlobs.TAR, sound, tar());
      blobs.replace(layer, Arrays.copyOf(sound, length));
      assertMalformed(layer, "ends after " + length + " bytes");
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesAfterTheLayerAreNoticed(LayerCompression compression) throws IOException {
    byte[] sound = compressed(compression, tar());
    Layer layer = blobs.add(InMemoryBlobs.TAR, sound, tar());
    blobs.replace(layer, Arrays.copyOf(sound, sound.length + 1));
    assertMalformed(layer, "has more than the " + sound.length + " bytes");
  }

  @ParameterizedTest
  @EnumSource
  void aWrongDiffIdIsNoticed(LayerCompression compression) throws IOException {
    byte[] other = new TarBuilder().file("other", "").build();
    Layer layer = blobs.add(InMemoryBlobs.TAR, compressed(compression, tar()), other);
    FailureException failure = assertMalformed(layer, "unpacks to " + Digest.of(tar()));
    assertTrue(failure.problem().contains(layer.diffId().toString()), failure.problem());
  }

  @Test
  void aWrongSizeIsNoticed() throws IOException {
    Layer layer = blobs.addGzip(tar());
    Descriptor descriptor = layer.descriptor();
    for (long size : List.of(descriptor.size() - 1, descriptor.size() + 1)) {
      Layer wrong =
          new Layer(
              new Descriptor(descriptor.mediaType(), descriptor.digest(), size), layer.diffId());
      assertMalformed(wrong, "descriptor says");
    }
  }

  @Test
  void bytesAfterTheEndOfTheArchiveCountForTheDiffIdOnly() throws IOException {
    byte[] tar = new TarBuilder().file("a", "1").raw(new byte[1024]).file("b", "2").build();
    Layer layer = blobs.addGzip(tar);
    assertEquals(List.of("a=1"), Sketch.of(MergedTree.read(List.of(layer), blobs), blobs));
  }

  @Test
  void anArchiveWithoutItsEndIsRead() throws IOException {
    Layer layer = blobs.addGzip(new TarBuilder().file("a", "1").unfinished());
    assertEquals(List.of("a=1"), Sketch.of(MergedTree.read(List.of(layer), blobs), blobs));
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyLayerIsRead(LayerCompression compression) throws IOException {
    Layer layer = blobs.add(InMemoryBlobs.TAR, compressed(compression, new byte[0]), new byte[0]);
    readToEnd(layer, blobs);
    assertEquals(List.of(), Sketch.of(MergedTree.read(List.of(layer), blobs), blobs));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.layer.v1.tar",
        "application/vnd.oci.image.layer.v1.tar+gzip",
        "application/vnd.oci.image.layer.v1.tar+zstd",
        "application/vnd.docker.image.rootfs.diff.tar.gzip",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
      })
  void theMediaTypeDoesNotDecideTheCompression(String mediaType) throws IOException {
    for (LayerCompression compression : LayerCompression.values()) {
      readToEnd(blobs.add(mediaType, compressed(compression, tar()), tar()), blobs);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
        "application/vnd.in-toto+json",
        ""
      })
  void anotherMediaTypeIsUnsupported(String mediaType) {
    Layer layer = blobs.add(mediaType, tar(), tar());
    FailureException failure = assertThrows(FailureException.class, () -> readToEnd(layer, blobs));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertEquals(List.of(), blobs.opened());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz", "bzip2"})
  void compressionsThatLayersMayNotHaveAreUnsupported(String tool) throws IOException {
    Layer layer = blobs.add(InMemoryBlobs.TAR, Commands.filter(tar(), tool, "-c"), tar());
    FailureException failure = assertThrows(FailureException.class, () -> readToEnd(layer, blobs));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertTrue(failure.problem().contains(tool), failure.problem());
  }

  @Test
  void whatIsNoTarIsMalformed() throws IOException {
    byte[] text = "no tar ".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertMalformed(blobs.addGzip(text), "is not a sound tar archive");
    assertMalformed(blobs.addPlain(text), "is not a sound tar archive");
  }

  @Test
  void aFailureOfTheSourceIsPassedOn() {
    IOException broken = new IOException("connection reset");
    byte[] tar = tar();
    for (LayerCompression compression : LayerCompression.values()) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () -> {
                byte[] blob = compressed(compression, tar);
                Layer layer = blobs.add(InMemoryBlobs.TAR, blob, tar);
                InputStream start = new ByteArrayInputStream(blob, 0, blob.length / 2);
                readToEnd(layer, d -> new SequenceInputStream(start, failing(broken)));
              });
      assertSame(broken, thrown);
    }
  }

  private static InputStream failing(IOException broken) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read() throws IOException {
        throw broken;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        throw broken;
      }
    };
  }

  @Test
  void theSourceIsClosedWhateverHappens() throws IOException {
    byte[] tar = tar();
    for (LayerCompression compression : LayerCompression.values()) {
      byte[] blob = compressed(compression, tar);
      byte[] damaged = blob.clone();
      damaged[blob.length / 2] ^= 1;
      for (byte[] served : List.of(blob, damaged)) {
        int[] closed = new int[1];
        Layer layer = blobs.add(InMemoryBlobs.TAR, blob, tar);
        try {
          readToEnd(
              layer,
              d ->
                  new ByteArrayInputStream(served) {
                    @Override
                    public void close() {
                      closed[0]++;
                    }
                  });
        } catch (FailureException expected) {
          assertSame(damaged, served);
        }
        assertTrue(closed[0] > 0, "not closed");
      }
    }
  }
}
