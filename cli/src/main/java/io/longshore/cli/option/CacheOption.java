package io.longshore.cli.option;

import io.longshore.cli.output.Messages;
import io.longshore.cli.session.GlobalOptions;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.CacheSettings;
import io.longshore.image.cache.CacheUse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --no-cache} of commands that build SIFs. */
public final class CacheOption {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--no-cache",
      description = "Compress all blocks anew; leave the cache of compressed blocks alone.")
  boolean noCache;

  public BlockCache cache() {
    return noCache ? BlockCache.none() : cacheOfProcess(spec).orElseGet(BlockCache::none);
  }

  /** The cache of the user; empty if the user has no home folder. */
  public static Optional<BlockCache> cacheOfProcess(CommandSpec spec) {
    try {
      return CacheSettings.ofProcess().cache();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Prints the use of the cache if {@code --verbose} is given. */
  public static void report(BlockCache cache, GlobalOptions global) {
    CacheUse use = cache.use();
    if (!cache.isUsed()) {
      return;
    }
    Messages messages = global.messages();
    use.refused()
        .ifPresent(
            reason ->
                messages.warning(
                    reason.subject(),
                    "the cache of compressed blocks there is not used: it "
                        + reason.problem()
                        + " ("
                        + reason.nextStep()
                        + ")"));
    use.begun()
        .ifPresent(
            folder ->
                messages.info(
                    "compressed blocks are kept in "
                        + folder
                        + ", for later builds; 'longshore cache' tells how much"));
    if (global.verbose()) {
      messages.info("%,d of %,d blocks from the cache".formatted(use.found(), use.blocks()));
      use.problems().forEach(problem -> messages.info("block cache: " + problem));
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "cache_used");
    event.put("blocks", use.blocks());
    event.put("found", use.found());
    messages.event(event);
  }
}
