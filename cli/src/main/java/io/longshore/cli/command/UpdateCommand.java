package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.option.CacheOption;
import io.longshore.cli.option.DateConverter;
import io.longshore.cli.option.ProfileOptions;
import io.longshore.cli.option.StagingOptions;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.update.UpdateReport;
import io.longshore.cli.progress.LimitNotices;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TerminalWidth;
import io.longshore.cli.session.TypedAgain;
import io.longshore.collection.rules.source.HttpLists;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.collection.update.CollectionUpdate;
import io.longshore.collection.update.Registries;
import io.longshore.collection.update.UpdateRequest;
import io.longshore.collection.update.UpdateSummary;
import io.longshore.ground.FailureException;
import io.longshore.image.BuildProfile;
import io.longshore.image.cache.BlockCache;
import io.longshore.oci.Platform;
import io.longshore.oci.registry.LimitHandling;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    name = "update",
    description = {
      "Show what is new for the containers that the collection follows, and add it.",
      "What is followed stands in .datalad/longshore.yaml, which has to be committed."
          + " Registries are asked which tags they have, and what the tags of the collection's"
          + " images mean today, in requests that count as no pull.",
      "",
      "Newer versions, versions in between that were never added, tags that have moved and tags"
          + " that are gone are shown by family. --apply adds what the rules want, each image in"
          + " commits of both datasets as 'longshore add' makes them, and points the registration"
          + " to the newest version. A source that fails does not keep the others from being asked."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done; 1 a source or an image failed; 2 the update could not",
      "begin, or it could not be pushed, as others have pushed: what was added",
      "stays; with --exit-code also 3: nothing failed, and there are updates.",
      "",
      "Examples:",
      "  longshore update",
      "  longshore update 'bids-*' --apply --limit 5",
      "  longshore update --apply --rebuild-moved"
    })
final class UpdateCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      completionCandidates = NameKind.ImagesAndRecipes.class,
      description =
          "Only these containers: registrations, or names, paths, folders and patterns of their"
              + " images, such as 'bids-*'.")
  List<String> names = List.of();

  @Option(names = "--apply", description = "Add what is new.")
  boolean apply;

  @Option(
      names = "--rebuild-moved",
      description =
          "With --apply, make images anew whose tag has moved. The old SIF and layout stay, under"
              + " names that hold the digest the tag had.")
  boolean rebuildMoved;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "With --apply, add N images at most; the next run goes on.")
  Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "DATE",
      converter = DateConverter.class,
      description =
          "With --apply, leave out versions whose image was made before, as 2026-01-31. Their"
              + " manifests have to be fetched for that.")
  Optional<LocalDate> since = Optional.empty();

  @Option(
      names = "--push",
      description =
          "With --apply, push both datasets afterwards, images-oci first: content that the remotes"
              + " want, then branches. Never forces; where somebody else has pushed, it says how to"
              + " merge.")
  boolean push;

  @Option(
      names = "--no-test",
      description =
          "With --apply, add images although their files keep them from starting (see longshore"
              + " test).")
  boolean noTest;

  @Option(
      names = "--exit-code",
      description = "End with exit code 3 where there are updates and nothing failed.")
  boolean exitCode;

  @Mixin StagingOptions staging = new StagingOptions();
  @Mixin CacheOption caching = new CacheOption();
  @Mixin ProfileOptions profile = new ProfileOptions();

  @Override
  public Integer call() throws IOException {
    requireApply();
    BlockCache cache = caching.cache();
    Messages messages = session.options().messages();
    ProgressBoard board = new ProgressBoard();
    UpdateReport report = new UpdateReport(messages, board, TerminalWidth.ofReports());
    try (RegistryClient client =
        RegistryClient.open(
            RegistryOptions.ofProcess()
                .withUsersManifestCache()
                .withLimits(LimitHandling.GIVE_UP, new LimitNotices(messages, board)))) {
      CollectionUpdate update =
          new CollectionUpdate(
              request(cache),
              new HttpLists(client),
              Registries.of(client),
              new RegistryImageSource(client),
              report,
              session.stop());
      UpdateSummary summary;
      try (ProgressDisplay _ = session.options().display(messages, board)) {
        summary = apply ? update.apply() : update.look();
      }
      if (apply) {
        CacheOption.report(cache, session.options());
      }
      try {
        if (push) {
          update.push(report::pushed);
        }
      } finally {
        // What was added stays and is told, whether it could be pushed or not.
        report.finish(summary, apply, options -> TypedAgain.instead("--exit-code", options, spec));
      }
      if (summary.hasFailures()) {
        return ExitCode.WORK_FAILED;
      }
      return exitCode && summary.news().hasUpdates() ? ExitCode.UPDATES : ExitCode.DONE;
    }
  }

  private void requireApply() {
    if (!apply && (rebuildMoved || limit.isPresent() || since.isPresent() || push || noTest)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--rebuild-moved, --limit, --since, --push and --no-test go with --apply");
    }
    if (limit.orElse(1) < 1) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--limit must be at least 1");
    }
  }

  private UpdateRequest request(BlockCache cache) throws FailureException {
    Optional<Instant> earliest = since.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return new UpdateRequest(
        session.options().dataset(),
        names,
        session.options().currentFolder(),
        rebuildMoved,
        limit,
        earliest,
        push,
        TypedAgain.asTyped(spec),
        new StagingSettings(
            Platform.LINUX_AMD64,
            profile.applyTo(BuildProfile.DEFAULT),
            staging.limits(),
            session.limits(),
            cache,
            !noTest));
  }
}
