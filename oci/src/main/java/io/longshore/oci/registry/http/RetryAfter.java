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
  /**
   * The longest wait that is accepted. A registry that asks for more is asked again after this
   * time.
   */
  public static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * The wait in an answer of {@link HttpTransport}, which gives it as a bounded number of seconds.
   */
  public static Optional<Duration> of(HttpAnswer answer) {
    return in(answer.headers(), Instant.EPOCH);
  }

  /**
   * Reads the header. A date is compared with the server's clock, because the clock of this machine
   * may be hours off.
   *
   * @param now the time to use if the server does not send its time
   */
  public static Optional<Duration> in(Headers headers, Instant now) {
    Instant there = Optional.ofNullable(headers.get("Date")).flatMap(RetryAfter::date).orElse(now);
    return Optional.ofNullable(headers.get("Retry-After")).flatMap(value -> parse(value, there));
  }

  /**
   * Reads seconds or a date: zero for a date in the past, and at most {@link #LONGEST}; empty if
   * {@code value} is neither.
   */
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
