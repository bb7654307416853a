package io.longshore.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of a run.
 *
 * @param executions number of inputs tried
 * @param edges number of branches of the reader that inputs have taken
 * @param finding the failure, in the fuzzer's words
 */
record FuzzReport(
    Target target, long executions, long edges, Optional<String> finding, Path folder) {
  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units: *([0-9]+)");
  private static final Pattern EDGES = Pattern.compile("^#[0-9]+\\t.* cov: ([0-9]+) ");
  private static final Pattern TRIED = Pattern.compile("^#([0-9]+)\\t");
  private static final Pattern FINDING =
      Pattern.compile("^== Java Exception: (.*)$|ERROR: libFuzzer: (.*)$");

  static FuzzReport read(Target target, int exitCode, List<String> log, Path folder)
      throws IOException {
    long executions = Math.max(last(log, EXECUTIONS), last(log, TRIED));
    Optional<String> finding = first(log, FINDING);
    if ((exitCode != 0 && finding.isEmpty()) || executions < 0) {
      throw new IOException("the fuzzer failed; see " + folder.resolve("log.txt"));
    }
    return new FuzzReport(target, executions, last(log, EDGES), finding, folder);
  }

  /** The heading for the columns of {@link #line}. */
  static String heading() {
    return "%-10s %12s %8s  %s".formatted("target", "executions", "edges", "found");
  }

  String line() {
    return "%-10s %12d %8d  %s"
        .formatted(target.label(), executions, edges, finding.orElse("nothing"));
  }

  private static long last(List<String> log, Pattern pattern) {
    long value = -1;
    for (String line : log) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        value = Long.parseLong(matcher.group(1));
      }
    }
    return value;
  }

  private static Optional<String> first(List<String> log, Pattern pattern) {
    for (String line : log) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
