package io.longshore.cli.option;

import io.longshore.collection.stage.StagingLimits;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that decide how much is done at once. */
public final class StagingOptions {
  private static final int DEFAULT_JOBS = 4;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Images worked on at once; what they come to does not depend on it (default: "
              + "${DEFAULT-VALUE}).")
  int jobs = DEFAULT_JOBS;

  @Option(
      names = "--downloads",
      paramLabel = "N",
      description = "Images whose layers are fetched at once (default: as --jobs).")
  Optional<Integer> downloads = Optional.empty();

  @Option(
      names = "--builds",
      paramLabel = "N",
      description =
          "SIFs built at once; each needs up to 200 MB of LONGSHORE_HEAP (default: as many as fit "
              + "into that, at most one a processor).")
  Optional<Integer> builds = Optional.empty();

  public StagingLimits limits() {
    if (jobs < 1 || downloads.orElse(1) < 1 || builds.orElse(1) < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--jobs, --downloads and --builds must be at least 1");
    }
    StagingLimits limits = StagingLimits.of(jobs);
    limits = downloads.isPresent() ? limits.withDownloads(downloads.get()) : limits;
    return builds.isPresent() ? limits.withBuilds(builds.get()) : limits;
  }
}
