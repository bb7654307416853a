package io.longshore.oci.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layer.inflate.DeflateDecoder;
import io.longshore.oci.layer.inflate.GzipMembersInputStream;
import io.longshore.oci.tree.MergedTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedStreamsTest {
  private static final byte[] SKIPPABLE_FRAME = HexFormat.of().parseHex("5a2a4d180400000001020304");

  private final byte[] first = content(1, 300_000);
  private final byte[] second = content(2, 70_000);

  private static byte[] content(long seed, int length) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] decompress(byte[] blob) throws IOException {
    LayerCompression compression =
        LayerCompression.detect(
            java.util.Arrays.copyOf(blob, LayerCompression.DETECTION_LENGTH), "layer");
    try (InputStream in = compression.decompress(new ByteArrayInputStream(blob), "layer")) {
      return in.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] content) {
    return InMemoryBlobs.gzip(content);
  }

  private static byte[] zstd(byte[] content, String... options) throws IOException {
    String[] command = new String[options.length + 3];
    System.arraycopy(new String[] {"zstd", "-q", "-c"}, 0, command, 0, 3);
    System.arraycopy(options, 0, command, 3, options.length);
    return Commands.filter(content, command);
  }

  @Test
  void severalGzipMembersAreOneStream() throws IOException {
    byte[] blob = join(gzip(first), gzip(new byte[0]), gzip(second));
    assertArrayEquals(join(first, second), decompress(blob));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 511, 100_000})
  void zerosAfterTheLastGzipMemberArePadding(int zeros) throws IOException {
    assertArrayEquals(first, decompress(join(gzip(first), new byte[zeros])));
  }

  @Test
  void gzipMembersOneByteAtATimeAreOneStream() throws IOException {
    byte[] blob = join(gzip(first), gzip(second));
    InputStream slow =
        new ByteArrayInputStream(blob) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(1, length));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    try (InputStream in = new GzipMembersInputStream(slow, DeflateDecoder.create())) {
      assertArrayEquals(join(first, second), in.readAllBytes());
    }
  }

  @Test
  void allFieldsOfAGzipHeaderAreSkipped(@TempDir Path directory) throws IOException {
    byte[] plain = gzip(second);
    byte[] header =
        join(
            HexFormat.of().parseHex("1f8b081e" + "01020304" + "0003"),
            HexFormat.of().parseHex("0300" + "414243"),
            "name\0comment\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            HexFormat.of().parseHex("ffff"));
    byte[] blob = join(header, java.util.Arrays.copyOfRange(plain, 10, plain.length));
    assertArrayEquals(second, decompress(blob));
    Files.write(directory.resolve("named"), second);
    Commands.shell(directory, "gzip -1 named");
    assertArrayEquals(second, decompress(Files.readAllBytes(directory.resolve("named.gz"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000001", "01", "1f8c", "1f8b0800"})
  void otherBytesAfterTheGzipDataAreAnError(String garbage) {
    byte[] blob = join(gzip(first), HexFormat.of().parseHex(garbage));
    assertThrows(IOException.class, () -> decompress(blob));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 8, 9, 1000})
  void gzipDataCutShortAreAnError(int missing) {
    byte[] blob = gzip(first);
    assertThrows(
        IOException.class, () -> decompress(java.util.Arrays.copyOf(blob, blob.length - missing)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void aWrongGzipTrailerIsAnError(int fromEnd) {
    byte[] blob = gzip(first);
    blob[blob.length - fromEnd] ^= 1;
    assertThrows(IOException.class, () -> decompress(blob));
  }

  @Test
  void severalZstdFramesAreOneStream() throws IOException {
    assertArrayEquals(
        join(first, second), decompress(join(zstd(first), zstd(new byte[0]), zstd(second))));
  }

  @Test
  void skippableZstdFramesAreSkippedWhereverTheyAre() throws IOException {
    byte[] blob = join(SKIPPABLE_FRAME, zstd(first), SKIPPABLE_FRAME, zstd(second));
    assertArrayEquals(join(first, second), decompress(join(blob, SKIPPABLE_FRAME)));
  }

  @Test
  void aZstdWindowOf128MebibytesIsRead() throws IOException {
    assertArrayEquals(first, decompress(zstd(first, "--long=27")));
  }

  @Test
  void aLargerZstdWindowIsRefused() throws IOException {
    byte[] tar = new TarBuilder().file("a", "1").build();
    InMemoryBlobs blobs = new InMemoryBlobs();
    Layer layer = blobs.add(InMemoryBlobs.TAR, zstd(tar, "--ultra", "--long=28"), tar);
    FailureException failure =
        assertThrows(
            FailureException.class, () -> MergedTree.read(java.util.List.of(layer), blobs));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertTrue(failure.problem().contains("too much memory"), failure.problem());
  }

  @Test
  void zstdDataCutShortAreAnError() throws IOException {
    byte[] blob = zstd(first);
    assertThrows(
        IOException.class, () -> decompress(java.util.Arrays.copyOf(blob, blob.length - 1)));
  }
}
