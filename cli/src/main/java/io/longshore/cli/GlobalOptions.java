package io.longshore.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options every command takes, before or after its name. */
public final class GlobalOptions {
  @Option(
      names = {"-C", "--dataset"},
      paramLabel = "DIR",
      description = "The dataset to work on (default: the one the current folder is in).")
  Path dataset = Path.of("");

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more; show where an unexpected error arose.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what went wrong.")
  boolean quiet;

  @Option(names = "--no-progress", description = "No progress lines.")
  boolean noProgress;

  @Option(names = "--json", description = "One JSON object a line on standard output.")
  boolean json;
}
