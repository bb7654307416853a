package io.longshore.cli.command;

import io.longshore.cli.cache.CacheReport;
import io.longshore.cli.cache.Kept;
import io.longshore.cli.cache.UserStores;
import io.longshore.cli.option.CacheOption;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TypedCommandLine;
import io.longshore.collection.leftovers.DatasetLeftovers;
import io.longshore.ground.Age;
import io.longshore.ground.ByteSize;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.CacheCheck;
import io.longshore.image.cache.CacheLimits;
import io.longshore.image.cache.PackSummary;
import io.longshore.image.cache.Pruned;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "cache",
    description = {
      "Show what is kept for later commands, check it, or make it smaller.",
      "Compressed blocks of images lie in longshore/blocks below $XDG_CACHE_HOME or $HOME/.cache, "
          + "and keep themselves below 10 GB or 5 %% of the file system, whichever is less, or "
          + "below LONGSHORE_CACHE_SIZE (such as 500M; 0 turns the cache off); what was of no use "
          + "for LONGSHORE_CACHE_AGE (such as 60d) goes too. Without them builds take longer, and "
          + "give the same SIFs. Beside them lie manifests and what 'status' has read; temporary "
          + "folders that dead runs left are found as well, and with -C DIR what runs left in a "
          + "dataset. All of it can be had again. Builds may run meanwhile."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore cache prune --older-than 30d --max-size 5G --dry-run",
      "  longshore cache prune -C DATASET --older-than 2w"
    })
final class CacheCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return status();
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Show where the compressed blocks are, how large, and what else is kept.")
  int status() throws IOException {
    BlockCache cache = cache();
    List<Kept> others = new ArrayList<>(stores().find(Optional.empty()));
    others.addAll(inDataset());
    report().summary(cache.status(), cache.limits(), others);
    return ExitCode.DONE;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Show each file, how large it is, and when it was last of use.")
  int list() throws IOException {
    CacheReport report = report();
    List<PackSummary> packs = cache().packs();
    report.list(packs);
    List<Kept> others = new ArrayList<>(stores().find(Optional.empty()));
    others.addAll(inDataset());
    others.forEach(report::list);
    List<KeptFile> files = new ArrayList<>(packs.stream().map(PackSummary::file).toList());
    others.forEach(kept -> files.addAll(kept.files()));
    report.sum(files.size(), size(files));
    return ExitCode.DONE;
  }

  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Forget what was not of use for the longest time, and what dead runs left.",
        "Without options, compressed blocks are brought below their limits."
      })
  int prune(
      @Option(
              names = "--older-than",
              paramLabel = "AGE",
              description =
                  "Forget what was of no use for so long: 12h, 30d, 8w. This goes for blocks, "
                      + "manifests, what 'status' has read and, with -C, parts of layers.")
          Optional<String> olderThan,
      @Option(
              names = "--max-size",
              paramLabel = "SIZE",
              description =
                  "How much the compressed blocks may take, such as 500M (default: the limit).")
          Optional<String> maxSize,
      @Option(names = "--dry-run", description = "Show what would go, and leave it.")
          boolean dryRun)
      throws IOException {
    Optional<Duration> age = olderThan.map(text -> parse("--older-than", text, Age::parse).time());
    Optional<Long> size = maxSize.map(text -> parse("--max-size", text, ByteSize::parse).bytes());
    BlockCache cache = cache();
    CacheLimits own = cache.limits();
    CacheLimits limits =
        new CacheLimits(
            size.orElse(age.isPresent() ? Long.MAX_VALUE : own.size()),
            age.isPresent() || size.isPresent() ? age : own.age());
    Optional<Instant> since = age.map(Instant.now()::minus);
    List<Kept> others = stores().find(Optional.of(since.orElse(Instant.MIN)));
    return dryRun ? foretell(cache, limits, others, since) : prune(cache, limits, others, since);
  }

  private int foretell(
      BlockCache cache, CacheLimits limits, List<Kept> others, Optional<Instant> since)
      throws IOException {
    List<Kept> going = new ArrayList<>();
    Pruned surplus = cache.surplus(limits);
    going.add(new Kept(Kept.Kind.BLOCKS, cache.status().folder(), surplus.files()));
    going.addAll(others);
    Optional<Path> dataset = session.options().namedDataset();
    if (dataset.isPresent()) {
      DatasetLeftovers left = DatasetLeftovers.in(dataset.get());
      if (left.atWork()) {
        warnOfRun(dataset.get());
      } else {
        going.addAll(kept(dataset.get(), left.unusedSince(since)));
      }
    }
    CacheReport report = report();
    going.forEach(report::list);
    List<KeptFile> files = going.stream().flatMap(kept -> kept.files().stream()).toList();
    report.freed(files.size(), size(files), /* dryRun= */ true);
    return ExitCode.DONE;
  }

  private int prune(
      BlockCache cache, CacheLimits limits, List<Kept> others, Optional<Instant> since)
      throws IOException {
    Pruned pruned = cache.prune(limits);
    if (pruned.leftToAnother()) {
      session
          .options()
          .messages()
          .info("another process makes room among the compressed blocks: they are left to it");
    }
    List<KeptFile> gone = new ArrayList<>(pruned.files());
    gone.addAll(UserStores.remove(others));
    Optional<Path> dataset = session.options().namedDataset();
    if (dataset.isPresent()) {
      gone.addAll(removeLeftovers(dataset.get(), since));
    }
    report().freed(gone.size(), size(gone), /* dryRun= */ false);
    return ExitCode.DONE;
  }

  private List<KeptFile> removeLeftovers(Path dataset, Optional<Instant> since) throws IOException {
    DatasetLeftovers left = DatasetLeftovers.in(dataset);
    if (left.atWork()) {
      warnOfRun(dataset);
      return List.of();
    }
    return left.unusedSince(since).isEmpty()
        ? List.of()
        : DatasetLeftovers.remove(
            dataset, since, session.options().messages()::warning, session.stop());
  }

  private void warnOfRun(Path dataset) {
    session
        .options()
        .messages()
        .warning(dataset.toString(), "a run is at work there, so its files are left alone");
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Read every compressed block and compare its checksum; drop packs that are damaged.",
        "A build does so with each block that it takes: damage costs time, and no wrong bytes. Exit"
            + " code 1 if a pack was dropped."
      })
  int verify() throws IOException {
    BlockCache cache = cache();
    CacheCheck check = session.stop().interruptibly(cache::verify);
    report().verified(check);
    return check.dropped().isEmpty() ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }

  @Command(
      name = "clear",
      mixinStandardHelpOptions = true,
      description =
          "Forget all blocks, manifests and what 'status' has read, and remove temporary folders"
              + " that killed runs left more than a week ago.")
  int clear() throws IOException {
    List<KeptFile> gone = new ArrayList<>(cache().clear());
    gone.addAll(UserStores.remove(stores().find(Optional.empty())));
    report().freed(gone.size(), size(gone), /* dryRun= */ false);
    return ExitCode.DONE;
  }

  private List<Kept> inDataset() throws IOException {
    Optional<Path> dataset = session.options().namedDataset();
    return dataset.isPresent()
        ? kept(dataset.get(), DatasetLeftovers.in(dataset.get()))
        : List.of();
  }

  private static List<Kept> kept(Path dataset, DatasetLeftovers left) {
    Kept.Kind kind = left.atWork() ? Kept.Kind.RUNNING : Kept.Kind.DEAD_RUN;
    List<Kept> kept = new ArrayList<>();
    kept.add(new Kept(Kept.Kind.PARTIAL_DOWNLOADS, dataset, left.partialDownloads()));
    kept.add(new Kept(kind, dataset, left.deadRuns()));
    kept.removeIf(each -> each.files().isEmpty());
    return kept;
  }

  private CacheReport report() {
    return new CacheReport(session.options().messages());
  }

  private static UserStores stores() {
    return new UserStores(System.getenv());
  }

  private static long size(List<KeptFile> files) {
    return KeptFiles.size(files);
  }

  private BlockCache cache() {
    return CacheOption.cacheOfProcess(TypedCommandLine.below(spec).getCommandSpec())
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    TypedCommandLine.below(spec),
                    "neither XDG_CACHE_HOME nor HOME names a folder"));
  }

  private <T> T parse(String option, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          TypedCommandLine.below(spec), option + ": " + e.getMessage(), e);
    }
  }
}
