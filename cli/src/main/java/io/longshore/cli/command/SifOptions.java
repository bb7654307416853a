package io.longshore.cli.command;

import io.longshore.cli.build.BuildSource;
import io.longshore.cli.build.OutputPlace;
import io.longshore.cli.build.StandaloneBuild;
import io.longshore.cli.option.CacheOption;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.option.ProfileOptions;
import io.longshore.cli.output.Messages;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TypedAgain;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.image.cache.BlockCache;
import io.longshore.oci.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the commands that build one SIF without a dataset. */
final class SifOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--platform",
      paramLabel = "[OS/]ARCH[/VARIANT]",
      converter = PlatformConverter.class,
      description =
          "Which image, where there are several, as arm64 (default: linux/amd64, and of a folder or"
              + " an archive with one image that one).")
  Optional<Platform> platform = Optional.empty();

  @Option(
      names = {"-F", "--force"},
      description = "Replace what has the name of the SIF, once the new one is whole.")
  boolean force;

  @Option(
      names = "--keep-layers",
      paramLabel = "DIR",
      description =
          "Keep the layers that come from a registry, as an image layout that is at DIR when the"
              + " SIF is built; otherwise nothing is kept but compressed blocks in the user's"
              + " cache.")
  Optional<Path> layers = Optional.empty();

  @Mixin CacheOption caching = new CacheOption();
  @Mixin ProfileOptions profileOptions = new ProfileOptions();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Compressor threads (default: number of processors); the bytes are the same.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--source-date-epoch",
      paramLabel = "SECONDS",
      description =
          "Time of the files the builder adds (default: when the image was created). The variable "
              + "SOURCE_DATE_EPOCH is not looked at: bytes would depend on the host.")
  Optional<Long> sourceDateEpoch = Optional.empty();

  @Option(
      names = "--digest",
      description = "Tell the SHA-256 of the SIF, for which it is read once more.")
  boolean digest;

  /** Refuses combinations of options that make no sense, before a registry is asked. */
  void check(BuildSource source) throws FailureException {
    if (threads < 1) {
      throw wrong("--threads is at least 1, not " + threads);
    }
    if (layers.isPresent() && !(source.origin() instanceof ImageOrigin.Registry)) {
      throw wrong("--keep-layers keeps what comes from a registry; " + source + " is here already");
    }
    refuse(layers.isPresent() ? OutputPlace.problemOfFolder(layers.get()) : Optional.empty());
  }

  /** Refuses an output file that cannot be written, before a registry is asked. */
  void checkPlace(Path output, BuildSource source) throws FailureException {
    Optional<String> problem = OutputPlace.problemOfFile(output, isReplacing(source));
    if (problem.isPresent() && OutputPlace.problemOfFile(output, /* replacing= */ true).isEmpty()) {
      throw new FailureException(
          FailureKind.USAGE,
          output.toString(),
          "is there already; --force replaces it",
          NextStep.of("to replace it: ")
              .then(TypedAgain.instead("--force", List.of("--force"), spec)));
    }
    refuse(problem);
  }

  private boolean isReplacing(BuildSource source) {
    return force || source.isPlainFolder();
  }

  private void refuse(Optional<String> problem) {
    if (problem.isPresent()) {
      throw wrong(problem.get());
    }
  }

  CommandLine.ParameterException wrong(String problem) {
    return new CommandLine.ParameterException(spec.commandLine(), problem);
  }

  void build(BuildSource source, Path output, Session session) throws IOException {
    BlockCache cache = caching.cache();
    Messages messages = session.options().messages();
    ProgressBoard board = new ProgressBoard();
    StandaloneBuild build = with(source, output, session, messages, board);
    StandaloneBuild.Report report;
    try (ProgressDisplay _ = session.options().display(messages, board)) {
      report = session.stop().holding(() -> build.build(cache));
    }
    CacheOption.report(cache, session.options());
    report.show();
  }

  StandaloneBuild with(
      BuildSource source, Path output, Session session, Messages messages, ProgressBoard board)
      throws FailureException {
    StandaloneBuild.Settings settings =
        new StandaloneBuild.Settings(
            output,
            isReplacing(source),
            layers,
            platform,
            profileOptions::applyTo,
            threads,
            session.limits(),
            sourceDateEpoch.map(Instant::ofEpochSecond),
            digest || session.options().json());
    return new StandaloneBuild(
        source, settings, ScratchFolder.near(output, System.getenv()), messages, board);
  }
}
