package io.longshore.loopback;

import java.time.Duration;
import java.util.Map;

/** What a server does instead of serving well. */
public sealed interface Fault {

  /** Answers late, but well. */
  record Delay(Duration duration) implements Fault {}

  /** Answers with a status, headers and an error code in the body. */
  record Status(int status, Map<String, String> headers, String code) implements Fault {
    public Status(int status) {
      this(status, Map.of(), "UNKNOWN");
    }
  }

  /** Announces all bytes, sends the first ones, and breaks the connection. */
  record Truncate(long bytes) implements Fault {}

  /** Announces all bytes, sends the first ones, and then nothing for a time. */
  record Stall(long bytes, Duration duration) implements Fault {}

  /** Sends as many bytes as it should, the first of them wrong. */
  record WrongBytes() implements Fault {}

  /** Breaks the connection without an answer. */
  record Reset() implements Fault {}
}
