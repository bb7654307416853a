package io.longshore.oci.registry;

import io.longshore.oci.Descriptor;
import io.longshore.oci.registry.http.ContentCoding;
import io.longshore.oci.registry.http.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/** The answer to a request for a blob or for the end of a blob. */
record BlobAnswer(String subject, HttpAnswer answer, Descriptor blob) {

  /**
   * @param position offset of the first wanted byte
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, 14.2</a>
   */
  static Map<String, String> requestHeaders(long position) {
    return position == 0 ? Map.of() : Map.of("Range", "bytes=" + position + "-");
  }

  /**
   * Checks the length of the whole blob, unless the answer has a content coding.
   *
   * @param length the announced length, if there is one
   */
  void checkWhole(OptionalLong length) throws AttemptFailedException {
    if (!ContentCoding.isGzip(answer)) {
      checkLength(length, blob.size());
    }
  }

  /**
   * Whether the server has the blob but does not send the part from {@code position} on. Some
   * servers do not support open ranges, some send another range.
   */
  boolean lacksPart(long position) {
    return position > 0
        && (refusesPart(answer.status()) || (answer.status() == 206 && !isPartFrom(position)));
  }

  /** Whether a server with this answer may send the whole blob. */
  static boolean refusesPart(int status) {
    return status == 416 || status == 501;
  }

  // Positions in content with a coding are different.
  private boolean isPartFrom(long position) {
    String range = answer.header("Content-Range").orElse("");
    return range.startsWith("bytes " + position + "-")
        && (!ContentCoding.isGzip(answer) || range.endsWith("/" + blob.size()));
  }

  /**
   * The blob from {@code position} on. If the server sent the whole blob, the bytes before are
   * skipped. Closes the answer on failure.
   */
  InputStream contentFrom(long position) throws AttemptFailedException, IOException {
    try {
      if (answer.status() != 200) {
        checkPart(position);
        return answer.sent();
      }
      InputStream whole = whole();
      whole.skipNBytes(position);
      return whole;
    } catch (AttemptFailedException e) {
      answer.close();
      throw e;
    } catch (IOException e) {
      answer.close();
      throw ConnectionFailures.cutShort(subject, answer.host(), e);
    }
  }

  private InputStream whole() throws AttemptFailedException, IOException {
    boolean coded =
        ContentCoding.isGzip(answer) && answer.contentLength().orElse(-1) != blob.size();
    if (coded) {
      return ContentCoding.content(answer.sent(), blob.mediaType().endsWith("gzip"));
    }
    checkWhole(answer.contentLength());
    return answer.sent();
  }

  private void checkLength(OptionalLong length, long expected) throws AttemptFailedException {
    boolean right = length.equals(OptionalLong.of(expected));
    if (!right && answer.isWebPage()) {
      throw Failures.webPage(subject, answer);
    }
    if (!right && length.isPresent()) {
      throw malformed(length.getAsLong() + " bytes where the image needs " + expected);
    }
  }

  // A part may end early; the rest is then requested again.
  private void checkPart(long position) throws AttemptFailedException {
    if (!isPartFrom(position)) {
      throw malformed("another part of the blob than was asked for");
    }
    if (answer.contentLength().orElse(0) > blob.size() - position) {
      throw malformed("more of the blob than is left");
    }
  }

  private AttemptFailedException malformed(String problem) {
    return AttemptFailedException.forGood(Failures.malformed(subject, answer.host(), problem));
  }
}
