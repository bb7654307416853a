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
  private final long limit;
  private CacheUse use = CacheUse.NONE;

  /**
   * @param folder may be absent
   * @param limit in bytes; the cache exceeds it by at most the packs being written. A cache of 0
   *     bytes is not used
   */
  public BlockCache(PrivateFolder folder, long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a cache cannot have " + limit + " bytes");
    }
    this.folder = new CacheFolder(folder);
    this.limit = limit;
  }

  /** A cache that stores nothing. */
  public static BlockCache none() {
    return new BlockCache(PrivateFolder.at(Path.of("/nonexistent")), 0);
  }

  public boolean isUsed() {
    return limit > 0;
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
   * Deletes the least recently used packs.
   *
   * @param keep how many bytes may stay
   * @return the number of bytes freed
   * @throws io.longshore.ground.FailureException if its folder is not private
   */
  public long prune(long keep) throws IOException {
    return new Pruning(folder, packSize()).prune(keep);
  }

  /**
   * Deletes all packs, including those that builds are writing.
   *
   * @return the number of bytes freed
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

  /** Deletes the least recently used pack. */
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
