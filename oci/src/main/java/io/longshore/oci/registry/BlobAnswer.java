package io.longshore.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The answer to a request for a blob, or for its end, of {@code size} bytes. */
record BlobAnswer(String subject, Endpoint endpoint, HttpAnswer answer, long size) {

  /**
   * @param position the first byte that is wanted
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, 14.2</a>
   */
  static Map<String, String> requestHeaders(long position) {
    return position == 0 ? Map.of() : Map.of("Range", "bytes=" + position + "-");
  }

  /** Checks the length that is announced, if one is. */
  void checkWhole() throws AttemptFailedException {
    checkLength(size);
  }

  /**
   * The blob from {@code position} on; what comes before is skipped where the whole was sent.
   * Closes the answer if that fails.
   */
  InputStream contentFrom(long position) throws AttemptFailedException, IOException {
    try {
      if (answer.status() == 200) {
        checkWhole();
        answer.body().skipNBytes(position);
      } else {
        checkRange(position);
        checkLength(size - position);
      }
      return answer.body();
    } catch (AttemptFailedException e) {
      answer.close();
      throw e;
    } catch (IOException e) {
      answer.close();
      throw Failures.cutShort(subject, endpoint, e);
    }
  }

  private void checkLength(long expected) throws AttemptFailedException {
    long length = answer.contentLength().orElse(expected);
    if (length != expected) {
      throw malformed(length + " bytes where the image needs " + expected);
    }
  }

  private void checkRange(long position) throws AttemptFailedException {
    String range = answer.header("Content-Range").orElse("");
    if (!range.startsWith("bytes " + position + "-")) {
      throw malformed("another part of the blob than was asked for");
    }
  }

  private AttemptFailedException malformed(String problem) {
    return AttemptFailedException.forGood(Failures.malformed(subject, endpoint, problem));
  }
}
