package io.longshore.oci.registry.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** All of it comes under {@code Content-Encoding: gzip}. */
class ContentCodingTest {
  private static final byte[] DOCUMENT = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] content(byte[] sent, boolean isGzipFile) throws IOException {
    return ContentCoding.content(new ByteArrayInputStream(sent), isGzipFile).readAllBytes();
  }

  @Test
  void aDocumentIsWhatIsInside() throws IOException {
    assertArrayEquals(DOCUMENT, content(gzip(DOCUMENT), false));
    assertArrayEquals(
        DOCUMENT, ContentCoding.decoded(new ByteArrayInputStream(gzip(DOCUMENT))).readAllBytes());
  }

  @Test
  void aDocumentThatIsNotCodedAtAllIsWhatIsSent() throws IOException {
    assertArrayEquals(DOCUMENT, content(DOCUMENT, false));
    assertArrayEquals(new byte[0], content(new byte[0], false));
  }

  @Test
  void aGzipLayerIsWhatIsSentUnlessItIsInside() throws IOException {
    byte[] tar = new byte[100_000];
    new Random(1).nextBytes(tar);
    byte[] layer = gzip(tar);
    assertArrayEquals(layer, content(layer, true));
    assertArrayEquals(layer, content(gzip(layer), true));
  }

  @Test
  void aLayerOfAnotherKindIsInside() throws IOException {
    byte[] tar = new byte[100_000];
    assertArrayEquals(tar, content(gzip(tar), false));
  }
}
