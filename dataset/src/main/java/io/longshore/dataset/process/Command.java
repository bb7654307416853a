package io.longshore.dataset.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program to run, its arguments as the program receives them (no shell looks at them).
 *
 * @param folder where it runs
 * @param environment set in addition to what {@link ChildEnvironment} passes on
 * @param input bytes for standard input; empty closes it at once
 * @param timeLimit after which the program and its children are killed; for a {@link BatchProcess},
 *     the limit of each single answer
 * @param outputLimit bytes of standard output to hold; more is a failure. Not applied to a {@link
 *     BatchProcess}
 * @param acceptedExitCodes those that are an answer and not a failure
 */
public record Command(
    Path folder,
    List<String> argv,
    Map<String, String> environment,
    Optional<byte[]> input,
    Duration timeLimit,
    int outputLimit,
    Set<Integer> acceptedExitCodes) {
  /** Seconds a program may take, for slow file systems; a whole number, else it counts as unset. */
  public static final String TIME_LIMIT_VARIABLE = "LONGSHORE_TOOL_TIMEOUT";

  private static final Duration DEFAULT_TIME_LIMIT =
      Optional.ofNullable(System.getenv(TIME_LIMIT_VARIABLE))
          .filter(text -> text.matches("[1-9][0-9]{0,6}"))
          .map(text -> Duration.ofSeconds(Long.parseLong(text)))
          .orElse(Duration.ofMinutes(10));

  private static final int DEFAULT_OUTPUT_LIMIT = 64 << 20;

  public Command {
    folder = folder.toAbsolutePath();
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    acceptedExitCodes = Set.copyOf(acceptedExitCodes);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("no program to run");
    }
    for (String argument : argv) {
      if (argument.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("an argument of " + argv.getFirst() + " holds NUL");
      }
    }
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("time limit must be positive: " + timeLimit);
    }
  }

  public static Command of(Path folder, List<String> argv) {
    return new Command(
        folder,
        argv,
        Map.of(),
        Optional.empty(),
        DEFAULT_TIME_LIMIT,
        DEFAULT_OUTPUT_LIMIT,
        Set.of(0));
  }

  public static Command of(Path folder, String... argv) {
    return of(folder, List.of(argv));
  }

  public Command withInput(byte[] bytes) {
    return new Command(
        folder, argv, environment, Optional.of(bytes), timeLimit, outputLimit, acceptedExitCodes);
  }

  /** Standard input is {@code text} in UTF-8. */
  public Command withInput(String text) {
    return withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  public Command withEnvironment(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(folder, argv, more, input, timeLimit, outputLimit, acceptedExitCodes);
  }

  public Command withTimeLimit(Duration limit) {
    return new Command(folder, argv, environment, input, limit, outputLimit, acceptedExitCodes);
  }

  public Command withOutputLimit(int bytes) {
    return new Command(folder, argv, environment, input, timeLimit, bytes, acceptedExitCodes);
  }

  public Command accepting(Integer... exitCodes) {
    return new Command(folder, argv, environment, input, timeLimit, outputLimit, Set.of(exitCodes));
  }

  /** Program and subcommand, as a user would name the command: {@code git annex registerurl}. */
  public String shortName() {
    List<String> words = new ArrayList<>();
    boolean skipValue = false;
    for (String argument : argv) {
      if (skipValue) {
        skipValue = false;
      } else if (argument.equals("-c") || argument.equals("-C")) {
        skipValue = true;
      } else if (!argument.startsWith("-")) {
        words.add(argument);
        boolean complete = words.size() == 2 && !argument.equals("annex");
        if (complete || words.size() == 3) {
          break;
        }
      }
    }
    return String.join(" ", words);
  }
}
