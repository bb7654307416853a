package io.longshore.collection.test;

import io.longshore.collection.rules.ImageTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How images are started.
 *
 * @param attempts in the order in which they are made, until one passes
 * @param exitCodes the exit codes of an image that works
 * @param limit the time after which an attempt is ended
 */
public record TrialSettings(List<Attempt> attempts, Set<Integer> exitCodes, Duration limit) {
  /** One way to start an image. */
  public sealed interface Attempt {
    List<String> words();

    /** The image's own program gets {@code words} as its arguments. */
    record OwnProgram(List<String> words) implements Attempt {}

    /**
     * The first of {@code words} is a program in the image. It is started with the other words as
     * its arguments.
     */
    record OtherProgram(List<String> words) implements Attempt {}
  }

  public TrialSettings {
    attempts = List.copyOf(attempts);
    exitCodes = new TreeSet<>(exitCodes);
  }

  /** The usual settings. Nearly every program knows {@code --version} or {@code --help}. */
  public static TrialSettings usual() {
    return new TrialSettings(
        List.of(
            new Attempt.OwnProgram(List.of("--version")),
            new Attempt.OwnProgram(List.of("--help"))),
        Set.of(0),
        Duration.ofMinutes(2));
  }

  public TrialSettings withLimit(Duration other) {
    return new TrialSettings(attempts, exitCodes, other);
  }

  public TrialSettings withArguments(List<String> arguments) {
    return new TrialSettings(List.of(new Attempt.OwnProgram(arguments)), exitCodes, limit);
  }

  public TrialSettings withExitCodes(Set<Integer> others) {
    return new TrialSettings(attempts, others, limit);
  }

  /** These settings, with the changes that a rule of the collection makes. */
  TrialSettings ruledBy(ImageTest rule) {
    return new TrialSettings(
        rule.command().isEmpty() ? attempts : List.of(new Attempt.OtherProgram(rule.command())),
        rule.exitCodes().isEmpty() ? exitCodes : rule.exitCodes(),
        rule.limit().orElse(limit));
  }
}
