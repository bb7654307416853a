package io.longshore.oci.registry;

import io.longshore.oci.registry.http.HttpAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks whether a blob exists and how large it is, without fetching it. A positive answer to HEAD is
 * believed. A negative answer, or another size, is believed of GET only, because some registries
 * and stores do not support HEAD, and an address may be signed for GET only.
 *
 * @param size of the blob in bytes
 */
record BlobProbe(long size) {
  private static final Map<String, String> FIRST_BYTE = Map.of("Range", "bytes=0-0");
  private static final Pattern WHOLE = Pattern.compile("bytes 0-0/([0-9]{1,18})");

  @FunctionalInterface
  interface Sender {
    /**
     * Sends a request.
     *
     * @return an answer with status 200 or 206; to a request for a part, also an answer that {@link
     *     BlobAnswer#refusesPart}
     */
    HttpAnswer send(String method, Map<String, String> headers)
        throws AttemptFailedException, IOException;
  }

  @FunctionalInterface
  interface LengthCheck {
    void check(HttpAnswer answer, OptionalLong length) throws AttemptFailedException;
  }

  /**
   * @param check checks the length and throws if it is wrong
   */
  void run(Sender sender, LengthCheck check) throws AttemptFailedException, IOException {
    if (isShownByHead(sender)) {
      return;
    }
    try (HttpAnswer answer = get(sender)) {
      check.check(answer, answer.status() == 206 ? ofRange(answer) : answer.contentLength());
    }
  }

  private HttpAnswer get(Sender sender) throws AttemptFailedException, IOException {
    HttpAnswer answer = sender.send("GET", size == 0 ? Map.of() : FIRST_BYTE);
    if (BlobAnswer.refusesPart(answer.status())) {
      answer.close();
      return sender.send("GET", Map.of());
    }
    return answer;
  }

  private boolean isShownByHead(Sender sender) throws AttemptFailedException, IOException {
    try (HttpAnswer answer = sender.send("HEAD", Map.of())) {
      return answer.contentLength().equals(OptionalLong.of(size));
    } catch (AttemptFailedException e) {
      if (!e.answered() || e.isRateLimit()) {
        throw e;
      }
      return false;
    }
  }

  private static OptionalLong ofRange(HttpAnswer answer) {
    Matcher whole = WHOLE.matcher(answer.header("Content-Range").orElse(""));
    return whole.matches() ? OptionalLong.of(Long.parseLong(whole.group(1))) : OptionalLong.empty();
  }
}
