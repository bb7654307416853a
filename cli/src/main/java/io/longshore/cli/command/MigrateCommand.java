package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.option.CacheOption;
import io.longshore.cli.option.OptionWords;
import io.longshore.cli.option.OriginRuleConverter;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.option.ProfileOptions;
import io.longshore.cli.option.StagingOptions;
import io.longshore.cli.output.DryRunReport;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.cli.output.RunLogs;
import io.longshore.cli.output.RunReport;
import io.longshore.cli.progress.LimitNotices;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TerminalWidth;
import io.longshore.cli.session.TypedAgain;
import io.longshore.collection.migrate.Migration;
import io.longshore.collection.migrate.MigrationOptions;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.migrate.SpaceEstimate;
import io.longshore.collection.migrate.origin.OriginRule;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.oci.Platform;
import io.longshore.oci.registry.LimitHandling;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "migrate",
    description = {
      "Move auto-generated Singularity recipes and their images to the OCI workflow.",
      "For each: an image layout in images-oci/, a SIF built from it, registrations re-pointed, "
          + "the old recipe and image removed, all in commits. Without IMAGE: all below images/.",
      "With --from, images that have no recipe, by what else tells where they come from. Those of "
          + "unknown origin are listed and left as they are."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MigrateCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;
  @Mixin CacheOption caching;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      completionCandidates = NameKind.Recipes.class,
      description =
          "Only these images: names, registrations, recipes and other paths, folders, or patterns"
              + " such as 'bids-*' (default: all recipes below images/; with --from, all images"
              + " without one).")
  List<String> recipes = List.of();

  @Option(names = "--skip-failures", description = "Go on with the next image when one fails.")
  boolean skipFailures;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "Write a line there for each failure, as it happens: recipe, class, reason"
              + " (tab-separated).")
  Optional<Path> logFile = Optional.empty();

  @Option(
      names = "--warnings-file",
      paramLabel = "FILE",
      description =
          "Write a line there for each warning, such as that an image is not the old one, in the"
              + " same form.")
  Optional<Path> warningsFile = Optional.empty();

  @Option(names = "--dry-run", description = "Show what would be done; change nothing.")
  boolean dryRun;

  @Option(
      names = {"-a", "--all"},
      description = "With --dry-run, show each image, not only sums and what needs attention.")
  boolean all;

  @Option(
      names = "--from",
      paramLabel = "ORIGIN",
      completionCandidates = OptionWords.Origins.class,
      converter = OriginRuleConverter.class,
      description =
          "metadata: annex metadata original-uri=docker://REFERENCE. neurodesk: images "
              + "neurodesk-NAME--VERSION with a URL NAME_VERSION_DATE.simg are "
              + "docker://vnmd/NAME_VERSION:DATE. map=FILE: lines of IMAGE or registration, tab, "
              + "REFERENCE. May be repeated.")
  List<OriginRule> origins = List.of();

  @Option(
      names = "--compare",
      description =
          "Compare each image with the old one, where that is here, and tell where files differ. "
              + "Stops nothing.")
  boolean compare;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      completionCandidates = OptionWords.Platforms.class,
      converter = PlatformConverter.class,
      description = "Which image of a multi-platform index (default: linux/amd64).")
  Platform platform = Platform.LINUX_AMD64;

  @Mixin ProfileOptions profile = new ProfileOptions();

  @Mixin StagingOptions staging = new StagingOptions();

  @Option(
      names = "--drop-layers-after-build",
      description =
          "Keep no layers of images that are migrated, where a registry has them: git annex get "
              + "brings them back.")
  boolean dropLayers;

  @Option(
      names = "--no-test",
      description =
          "Migrate images although their files keep them from starting (see longshore test).")
  boolean noTest;

  @Option(
      names = "--stop-at-limit",
      description =
          "When a registry says that it was asked too often, let its images fail instead of waiting"
              + " until it answers again.")
  boolean stopAtLimit;

  @Override
  public Integer call() throws IOException {
    if (compare && dryRun) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--compare reads the layers, which --dry-run does not fetch");
    }
    if (all && !dryRun) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--all goes with --dry-run; a run shows each image as it is done");
    }
    Messages messages = session.options().messages();
    BlockCache cache = caching.cache();
    MigrationOptions options =
        new MigrationOptions(
            session.options().dataset(),
            session.options().currentFolder(),
            recipes,
            skipFailures,
            new StagingSettings(
                platform,
                profile.applyTo(BuildProfile.DEFAULT),
                staging.limits(),
                session.limits(),
                cache,
                !noTest),
            compare,
            origins,
            dropLayers);
    ProgressBoard board = new ProgressBoard();
    RegistryOptions access =
        RegistryOptions.ofProcess()
            .withUsersManifestCache()
            .withLimits(
                stopAtLimit ? LimitHandling.GIVE_UP : LimitHandling.WAIT,
                new LimitNotices(messages, board));
    try (RunLogs logs = RunLogs.open(logFile, warningsFile);
        RegistryClient registries = RegistryClient.open(access)) {
      RunReport report = report(messages, logs, board);
      Migration migration =
          new Migration(options, new RegistryImageSource(registries), report, session.stop());
      MigrationSummary summary;
      try (ProgressDisplay _ = session.options().display(messages, board)) {
        board.notice("estimate", "asking registries how large the images are");
        estimate(migration, report, board, registries);
        board.withdrawNotice("estimate");
        summary = dryRun ? migration.plan() : migration.run();
      }
      CacheOption.report(cache, session.options());
      report.finish(summary);
      return summary.complete() ? ExitCode.DONE : ExitCode.WORK_FAILED;
    }
  }

  private RunReport report(Messages messages, RunLogs logs, ProgressBoard board) {
    return dryRun
        ? new DryRunReport(
            messages,
            logs,
            all || !recipes.isEmpty(),
            TerminalWidth.ofReports(),
            TypedAgain.without("--dry-run", spec))
        : new MigrationReport(messages, logs, session.options().verbose()).withProgress(board);
  }

  // The estimate does not wait for a registry whose rate limit is reached.
  private void estimate(
      Migration migration, RunReport report, ProgressBoard board, RegistryClient registries)
      throws IOException {
    SpaceEstimate estimate =
        migration.estimate(new RegistryImageSource(registries.withoutPatience()));
    report.estimated(estimate);
    if (!dryRun) {
      board.expected(estimate);
      new SpaceBudget(
              SpaceBudget.Disks.OF_THIS_MACHINE,
              dropLayers ? SpaceBudget.Remedy.ROOM : SpaceBudget.Remedy.ROOM_OR_FEWER_LAYERS)
          .check(Messages.count(estimate.images(), "image"), estimate.needs());
    }
  }
}
