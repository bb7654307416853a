package io.longshore.cli;

import io.longshore.cli.output.FailureLog;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.migrate.Migration;
import io.longshore.migrate.MigrationOptions;
import io.longshore.migrate.MigrationSummary;
import io.longshore.migrate.stage.RegistryImageSource;
import io.longshore.oci.Platform;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "migrate",
    description = {
      "Move auto-generated Singularity recipes and their images to the OCI workflow.",
      "For each: an image layout in images-oci/, a SIF built from it, registrations re-pointed, "
          + "the old recipe and image removed, all in commits. Without RECIPE: all below images/."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MigrateCommand implements Callable<Integer> {
  @ParentCommand Main main;
  @Mixin CacheOption caching;

  @Parameters(
      paramLabel = "RECIPE",
      arity = "0..*",
      description = "Recipe files, relative to the current folder or to the dataset.")
  List<String> recipes = List.of();

  @Option(names = "--skip-failures", description = "Go on with the next image when one fails.")
  boolean skipFailures;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Write one line a failure there: recipe, class, reason (tab-separated).")
  Optional<Path> logFile = Optional.empty();

  @Option(names = "--dry-run", description = "Show what would be done; change nothing.")
  boolean dryRun;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      converter = PlatformConverter.class,
      description = "Which image of a multi-platform index (default: linux/amd64).")
  Platform platform = Platform.LINUX_AMD64;

  @Mixin ProfileOptions profile = new ProfileOptions();

  @Mixin StagingOptions staging = new StagingOptions();

  @Override
  public Integer call() throws IOException {
    Messages messages = main.global.messages();
    BlockCache cache = caching.cache();
    MigrationOptions options =
        new MigrationOptions(
            main.global.dataset,
            recipes,
            skipFailures,
            platform,
            profile.applyTo(BuildProfile.DEFAULT),
            staging.limits(),
            cache);
    try (FailureLog log = FailureLog.open(logFile);
        RegistryClient registries = RegistryClient.open(RegistryOptions.ofProcess())) {
      MigrationReport report = new MigrationReport(messages, log, main.global.verbose);
      Migration migration =
          new Migration(options, new RegistryImageSource(registries), report, main.stop);
      MigrationSummary summary = dryRun ? migration.plan() : migration.run();
      CacheOption.report(cache, main.global);
      report.finish(summary, dryRun);
      return summary.complete() ? ExitCode.DONE : ExitCode.WORK_FAILED;
    }
  }
}
