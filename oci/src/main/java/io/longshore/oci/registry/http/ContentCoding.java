package io.longshore.oci.registry.http;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.GZIPInputStream;

/**
 * Removes a content coding that a server or proxy applied although {@code identity} was requested.
 * Some compress the content, which then has to be decoded. Others only claim a coding, because the
 * layer itself is a gzip file; then the sent bytes are the content.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, section 8.4</a>
 */
public final class ContentCoding {
  private ContentCoding() {}

  public static boolean isGzip(HttpAnswer answer) {
    return answer
        .header("Content-Encoding")
        .filter(coding -> coding.strip().matches("(?i)(x-)?gzip"))
        .isPresent();
  }

  /**
   * Decodes content that is not a gzip file itself. Reads from {@code sent} only when the result is
   * read.
   */
  public static InputStream decoded(InputStream sent) {
    return new FilterInputStream(sent) {
      private boolean begun;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!begun) {
          in = content(sent, false);
          begun = true;
        }
        return in.read(buffer, offset, length);
      }
    };
  }

  /**
   * The content of an answer that is marked as gzip.
   *
   * @param isGzipFile whether the content itself is expected to be a gzip file
   */
  public static InputStream content(InputStream sent, boolean isGzipFile) throws IOException {
    // Enough for a gzip header and the first bytes of a gzip file inside.
    byte[] begin = sent.readNBytes(1 << 10);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(begin), sent);
    boolean coded = beginsGzipFile(begin) && (!isGzipFile || beginsGzipFile(insideOf(begin)));
    return coded ? new GZIPInputStream(all) : all;
  }

  private static byte[] insideOf(byte[] begin) {
    try (InputStream inside = new GZIPInputStream(new ByteArrayInputStream(begin))) {
      return inside.readNBytes(2);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static boolean beginsGzipFile(byte[] bytes) {
    return bytes.length >= 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
  }
}
