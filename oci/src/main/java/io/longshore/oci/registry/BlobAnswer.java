package io.longshore.oci.registry;

import io.longshore.oci.Descriptor;
import io.longshore.oci.registry.http.ContentCoding;
import io.longshore.oci.registry.http.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/** The answer to a request for a blob, or for its end. */
record BlobAnswer(String subject, HttpAnswer answer, Descriptor blob) {

  /**
   * @param position the first byte that is wanted
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, 14.2</a>
   */
  static Map<String, String> requestHeaders(long position) {
    return position == 0 ? Map.of() : Map.of("Range", "bytes=" + position + "-");
  }

  /**
   * Checks the length of the whole; what is coded has another.
   *
   * @param length if one is announced
   */
  void checkWhole(OptionalLong length) throws AttemptFailedException {
    if (!ContentCoding.isGzip(answer)) {
      checkLength(length, blob.size());
    }
  }

  /**
   * Whether the server has the blob, but not what comes from {@code position} on: some know no open
   * ranges, some send another range.
   */
  boolean lacksPart(long position) {
    return position > 0
        && (refusesPart(answer.status()) || (answer.status() == 206 && !isPartFrom(position)));
  }

  /** Whether a server that answers so would perhaps send the whole. */
  static boolean refusesPart(int status) {
    return status == 416 || status == 501;
  }

  // What is coded has other positions.
  private boolean isPartFrom(long position) {
    String range = answer.header("Content-Range").orElse("");
    return range.startsWith("bytes " + position + "-")
        && (!ContentCoding.isGzip(answer) || range.endsWith("/" + blob.size()));
  }

  /**
   * The blob from {@code position} on; what comes before is skipped where the whole was sent.
   * Closes the answer if that fails.
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
      throw Failures.cutShort(subject, answer.host(), e);
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

  // A part may end early: what is missing is asked for then.
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
