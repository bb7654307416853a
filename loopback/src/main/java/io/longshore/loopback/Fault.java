package io.longshore.loopback;

import java.time.Duration;
import java.util.Map;

/** A fault in an answer of the server. */
public sealed interface Fault {

  /** Answers correctly, but late. */
  record Delay(Duration duration) implements Fault {}

  /** Answers with a status, headers and an error code in the body. */
  record Status(int status, Map<String, String> headers, String code) implements Fault {
    public Status(int status) {
      this(status, Map.of(), "UNKNOWN");
    }
  }

  /** Announces all bytes, sends only the first ones, and breaks the connection. */
  record Truncate(long bytes) implements Fault {}

  /** Announces all bytes, sends the first ones, and then pauses. */
  record Stall(long bytes, Duration duration) implements Fault {}

  /** Sends the right number of bytes, of which the first is wrong. */
  record WrongBytes() implements Fault {}

  /** Breaks the connection without an answer. */
  record Reset() implements Fault {}
}
