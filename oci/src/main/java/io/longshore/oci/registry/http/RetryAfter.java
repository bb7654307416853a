package io.longshore.oci.registry.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import okhttp3.Headers;

/**
 * The header {@code Retry-After}: seconds or a date.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section 10.2.3</a>
 */
public final class RetryAfter {
  /** What a registry asks for beyond that is not believed: it is asked again then. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** Of an answer that {@link HttpTransport} gave, where it is a bounded number of seconds. */
  public static Optional<Duration> of(HttpAnswer answer) {
    return in(answer.headers(), Instant.EPOCH);
  }

  /**
   * A date is read by the clock of the server: this machine's may be hours off.
   *
   * @param now for a server that does not tell the time
   */
  public static Optional<Duration> in(Headers headers, Instant now) {
    Instant there = Optional.ofNullable(headers.get("Date")).flatMap(RetryAfter::date).orElse(now);
    return Optional.ofNullable(headers.get("Retry-After")).flatMap(value -> parse(value, there));
  }

  /** Empty if {@code value} is neither; zero if the date has passed; {@link #LONGEST} at most. */
  public static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    if (text.matches("[0-9]+")) {
      return Optional.of(LONGEST);
    }
    return date(text).map(date -> bounded(Duration.between(now, date)));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
