package io.longshore.oci.registry;

import io.longshore.oci.registry.http.HttpAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of manifests that a registry allows in a time window. Docker Hub sends it with each
 * answer: {@code ratelimit-limit: 100;w=21600} and {@code ratelimit-remaining: 37;w=21600}.
 *
 * @param limit number of manifests in the window
 * @param remaining number of manifests left now
 * @param window length of the time window
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
