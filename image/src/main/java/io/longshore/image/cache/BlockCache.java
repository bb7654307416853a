package io.longshore.image.cache;

import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compressed blocks on disk, for all builds of a user. Several processes may build, prune and clear
 * at once.
 */
public final class BlockCache {
  /**
   * The size in bytes at which a pack is finished. Blocks are forgotten a whole pack at a time, and
   * a killed build loses its unfinished pack.
   */
  private static final long LARGEST_PACK = 256L << 20;

  /**
   * A full cache has at least this many packs, so that a small cache need not forget everything at
   * once.
   */
  private static final int LEAST_PACKS = 8;

  /** Pruning leaves this part of the limit, so that it is not needed again at once. */
  private static final double KEPT_PART = 0.9;

  private final CacheFolder folder;
  private final CacheLimits limits;
  private CacheUse use = CacheUse.NONE;

  /**
   * @param folder may be absent
   * @param limits the cache exceeds the size by at most the packs being written. A cache of 0 bytes
   *     is not used
   */
  public BlockCache(PrivateFolder folder, CacheLimits limits) {
    this.folder = new CacheFolder(folder);
    this.limits = limits;
  }

  /** A cache that stores nothing. */
  public static BlockCache none() {
    return new BlockCache(PrivateFolder.at(Path.of("/nonexistent")), CacheLimits.ofSize(0));
  }

  public boolean isUsed() {
    return limits.size() > 0;
  }

  /** Opens the cache for a build. If the cache cannot be used, the session has no blocks. */
  public BlockCacheSession open() {
    return new BlockCacheSession(this, packSize());
  }

  /** The use of the cache by the sessions closed so far. */
  public synchronized CacheUse use() {
    return use;
  }

  /**
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public CacheStatus status() throws IOException {
    List<KeptFile> packs = folder.packs();
    List<KeptFile> unfinished = folder.unfinished();
    long blocks = 0;
    for (KeptFile file : packs) {
      blocks += blocksIn(file).orElse(0);
    }
    return new CacheStatus(
        folder.path(),
        limits.size(),
        KeptFiles.size(packs) + KeptFiles.size(unfinished),
        packs.size(),
        blocks,
        packs.stream().findFirst().map(KeptFile::lastUse),
        packs.stream().reduce((_, last) -> last).map(KeptFile::lastUse));
  }

  /**
   * What lies in it, that last of use at the end.
   *
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public List<PackSummary> packs() throws IOException {
    List<PackSummary> summaries = new ArrayList<>();
    for (KeptFile file : folder.packs()) {
      OptionalLong blocks = blocksIn(file);
      summaries.add(
          new PackSummary(
              file,
              blocks.orElse(0),
              blocks.isPresent() ? PackSummary.State.WHOLE : PackSummary.State.DAMAGED));
    }
    for (KeptFile file : folder.unfinished()) {
      summaries.add(new PackSummary(file, 0, PackSummary.State.UNFINISHED));
    }
    return summaries;
  }

  /**
   * Deletes the least recently used packs.
   *
   * @param kept what may stay
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public Pruned prune(CacheLimits kept) throws IOException {
    return new Pruning(folder, packSize()).prune(kept);
  }

  /** What {@link #prune} would forget now. */
  public Pruned surplus(CacheLimits kept) throws IOException {
    return new Pruned(new Pruning(folder, packSize()).surplus(kept), /* leftToAnother= */ false);
  }

  /**
   * Reads every block, and drops the packs of which one is not what was written.
   *
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public CacheCheck verify() throws IOException {
    return new Checking(folder).check();
  }

  public CacheLimits limits() {
    return limits;
  }

  /**
   * Deletes all packs, including those that builds are writing.
   *
   * @return the packs that are gone
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public List<KeptFile> clear() throws IOException {
    return new Pruning(folder, packSize()).clear();
  }

  CacheFolder folder() {
    return folder;
  }

  void keepLimits() throws IOException {
    Pruning pruning = new Pruning(folder, packSize());
    if (!pruning.surplus(limits).isEmpty()) {
      boolean tooLarge = pruning.size() > limits.size();
      long size = tooLarge ? (long) (limits.size() * KEPT_PART) : limits.size();
      pruning.prune(limits.withSize(size));
    }
    pruning.mergeSmallPacks();
  }

  /** Deletes the least recently used pack. */
  void forgetOldest() throws IOException {
    Pruning pruning = new Pruning(folder, packSize());
    pruning.prune(CacheLimits.ofSize(Math.max(0, pruning.size() - 1)));
  }

  synchronized void add(CacheUse more) {
    use = use.plus(more);
  }

  private long packSize() {
    return Math.clamp(limits.size() / LEAST_PACKS, 1, LARGEST_PACK);
  }

  /** Empty if it is not whole, or gone. */
  private static OptionalLong blocksIn(KeptFile file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Optional<Pack> pack = Pack.open(file.path(), arena);
      if (pack.isEmpty()) {
        return OptionalLong.empty();
      }
      try (Pack opened = pack.get()) {
        return OptionalLong.of(opened.blocks());
      }
    }
  }
}
