package io.longshore.image.cache;

import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Compressed blocks on disk, for all builds of a user. Several processes may build, prune and clear
 * at once.
 */
public final class BlockCache {
  /** A pack is the unit in which blocks are forgotten, and lost when a build is killed. */
  private static final long LARGEST_PACK = 256L << 20;

  /** So that a small cache has some packs to choose from when it has to forget. */
  private static final int LEAST_PACKS = 8;

  /** Pruning goes a little below the limit, so as not to be needed again at once. */
  private static final double KEPT_PART = 0.9;

  private final CacheFolder folder;
  private final long limit;
  private CacheUse use = CacheUse.NONE;

  /**
   * @param folder need not be there
   * @param limit in bytes; exceeded by no more than what is being written at the time. A cache of 0
   *     bytes is not used
   */
  public BlockCache(PrivateFolder folder, long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a cache cannot have " + limit + " bytes");
    }
    this.folder = new CacheFolder(folder);
    this.limit = limit;
  }

  /** A cache that is not used. */
  public static BlockCache none() {
    return new BlockCache(PrivateFolder.at(Path.of("/nonexistent")), 0);
  }

  public boolean isUsed() {
    return limit > 0;
  }

  /** Begins to use the cache for a build; if it cannot be used, the session has no blocks. */
  public BlockCacheSession open() {
    return new BlockCacheSession(this, packSize());
  }

  /** What the sessions closed so far have used. */
  public synchronized CacheUse use() {
    return use;
  }

  /**
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public CacheStatus status() throws IOException {
    List<CacheFile> packs = folder.packs();
    List<CacheFile> unfinished = folder.unfinished();
    long blocks = 0;
    for (CacheFile file : packs) {
      blocks += blocksIn(file);
    }
    return new CacheStatus(
        folder.path(),
        limit,
        size(packs) + size(unfinished),
        packs.size(),
        blocks,
        packs.stream().findFirst().map(CacheFile::lastUse),
        packs.stream().reduce((_, last) -> last).map(CacheFile::lastUse));
  }

  /**
   * Forgets the blocks that were not of use for the longest time.
   *
   * @param keep how many bytes may stay
   * @return how many bytes are free now that were not
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public long prune(long keep) throws IOException {
    return new Pruning(folder, packSize()).prune(keep);
  }

  /**
   * Forgets everything; what builds are writing at the moment, too.
   *
   * @return how many bytes are free now that were not
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public long clear() throws IOException {
    return new Pruning(folder, packSize()).clear();
  }

  CacheFolder folder() {
    return folder;
  }

  void keepLimit() throws IOException {
    Pruning pruning = new Pruning(folder, packSize());
    if (pruning.size() > limit) {
      pruning.prune((long) (limit * KEPT_PART));
    }
    pruning.mergeSmallPacks();
  }

  /** Forgets one pack, the one that was not of use for the longest time. */
  void forgetOldest() throws IOException {
    Pruning pruning = new Pruning(folder, packSize());
    pruning.prune(Math.max(0, pruning.size() - 1));
  }

  synchronized void add(CacheUse more) {
    use = use.plus(more);
  }

  private long packSize() {
    return Math.clamp(limit / LEAST_PACKS, 1, LARGEST_PACK);
  }

  private static long blocksIn(CacheFile file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Optional<Pack> pack = Pack.open(file.path(), arena);
      if (pack.isEmpty()) {
        return 0;
      }
      try (Pack opened = pack.get()) {
        return opened.blocks();
      }
    }
  }

  private static long size(List<CacheFile> files) {
    return files.stream().mapToLong(CacheFile::size).sum();
  }
}
