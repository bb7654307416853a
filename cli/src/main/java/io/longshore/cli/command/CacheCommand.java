package io.longshore.cli.command;

import io.longshore.cli.option.CacheOption;
import io.longshore.cli.output.Messages;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.ground.ByteSize;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.CacheStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "cache",
    description = {
      "Show the cache of compressed blocks, or make it smaller.",
      "It lies in longshore/blocks below $XDG_CACHE_HOME or $HOME/.cache, and keeps itself below "
          + "10 GB or 5 %% of its file system, whichever is less, or below LONGSHORE_CACHE_SIZE "
          + "(such as 500M; 0 turns it off). Without it builds take longer, and give the same SIFs."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
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
      description = "Show where it is and how large.")
  int status() throws IOException {
    CacheStatus status = cache().status();
    Messages messages = session.options().messages();
    messages.answer(status.folder().toString());
    messages.answer(
        "  %s of at most %s, %,d blocks"
            .formatted(
                Messages.bytes(status.size()), Messages.bytes(status.limit()), status.blocks()));
    status.oldestUse().ifPresent(oldest -> messages.answer("  " + used(oldest, status)));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "cache");
    event.put("folder", status.folder().toString());
    event.put("bytes", status.size());
    event.put("limit", status.limit());
    event.put("packs", status.packs());
    event.put("blocks", status.blocks());
    messages.event(event);
    return ExitCode.DONE;
  }

  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      description = "Forget what was not of use for the longest time.")
  int prune(
      @Option(
              names = "--keep",
              paramLabel = "SIZE",
              description = "How much may stay, such as 500M (default: the limit).")
          Optional<String> keep)
      throws IOException {
    BlockCache cache = cache();
    long size = keep.isPresent() ? size(keep.get()) : cache.status().limit();
    return freed(cache.prune(size));
  }

  @Command(name = "clear", mixinStandardHelpOptions = true, description = "Forget everything.")
  int clear() throws IOException {
    return freed(cache().clear());
  }

  private int freed(long bytes) {
    Messages messages = session.options().messages();
    messages.info(Messages.bytes(bytes) + " freed");
    messages.event(Map.of("event", "cache_freed", "bytes", bytes));
    return ExitCode.DONE;
  }

  private BlockCache cache() {
    return CacheOption.cacheOfProcess(spec)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(), "neither XDG_CACHE_HOME nor HOME names a folder"));
  }

  private long size(String text) {
    try {
      return ByteSize.parse(text).bytes();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--keep: " + e.getMessage(), e);
    }
  }

  private static String used(Instant oldest, CacheStatus status) {
    LocalDate first = day(oldest);
    LocalDate last = day(status.latestUse().orElse(oldest));
    return first.equals(last)
        ? "used on " + last
        : "the oldest last used on " + first + ", the newest on " + last;
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneId.systemDefault());
  }
}
