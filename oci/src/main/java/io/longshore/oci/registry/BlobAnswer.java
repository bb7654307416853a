package io.longshore.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/** The answer to a request for a blob of {@code size} bytes, or for a part of it. */
record BlobAnswer(String subject, Endpoint endpoint, HttpAnswer answer, long size) {

  /**
   * @param position the first byte that is wanted
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, 14.2</a>
   */
  static Map<String, String> requestHeaders(long position) {
    return position == 0 ? Map.of() : Map.of("Range", "bytes=" + position + "-");
  }

  /**
   * @param length of the whole, if it is announced
   */
  void checkWhole(OptionalLong length) throws AttemptFailedException {
    checkLength(length, size);
  }

  /**
   * The blob from {@code position} on; what comes before is skipped where the whole was sent.
   * Closes the answer if that fails.
   */
  InputStream contentFrom(long position) throws AttemptFailedException, IOException {
    try {
      if (answer.status() == 200) {
        checkWhole(answer.contentLength());
        answer.body().skipNBytes(position);
      } else {
        checkRange(position);
        checkLength(answer.contentLength(), size - position);
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

  private void checkLength(OptionalLong length, long expected) throws AttemptFailedException {
    boolean right = length.equals(OptionalLong.of(expected));
    if (!right && answer.isWebPage()) {
      throw Failures.webPage(subject, answer);
    }
    if (!right && length.isPresent()) {
      throw malformed(length.getAsLong() + " bytes where the image needs " + expected);
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
