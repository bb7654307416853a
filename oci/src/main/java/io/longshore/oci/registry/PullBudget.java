package io.longshore.oci.registry;

import io.longshore.oci.registry.http.HttpAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many manifests a registry lets us fetch in a span of time, as Docker Hub says with each
 * answer: {@code ratelimit-limit: 100;w=21600} and {@code ratelimit-remaining: 37;w=21600}.
 *
 * @param limit in the span
 * @param remaining of them now
 * @param window the span
 * @see <a href="https://docs.docker.com/docker-hub/usage/pulls/">Docker Hub usage and limits</a>
 */
public record PullBudget(int limit, int remaining, Duration window) {
  private static final Pattern VALUE = Pattern.compile("([0-9]{1,9});w=([0-9]{1,9})");

  static Optional<PullBudget> in(HttpAnswer answer) {
    Matcher limit = VALUE.matcher(answer.header("ratelimit-limit").orElse(""));
    Matcher remaining = VALUE.matcher(answer.header("ratelimit-remaining").orElse(""));
    return limit.matches() && remaining.matches()
        ? Optional.of(
            new PullBudget(
                Integer.parseInt(limit.group(1)),
                Integer.parseInt(remaining.group(1)),
                Duration.ofSeconds(Long.parseLong(remaining.group(2)))))
        : Optional.empty();
  }
}
