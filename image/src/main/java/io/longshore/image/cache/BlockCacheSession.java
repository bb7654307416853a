package io.longshore.image.cache;

import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.file.KeptFile;
import io.longshore.squashfs.BlockKey;
import io.longshore.squashfs.CompressedBlockCache;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * The cache as one build sees it: the packs that existed when the build began, and the packs that
 * it writes. Failures of the cache are not thrown; {@link BlockCache#use} reports them.
 */
public final class BlockCacheSession implements CompressedBlockCache, AutoCloseable {
  private final BlockCache cache;
  private final Arena arena = Arena.ofShared();

  /**
   * The most recently used packs come first: if several packs have a block, the youngest is the
   * least likely to be damaged.
   */
  private final List<Pack> packs = new CopyOnWriteArrayList<>();

  /** Absent if the folder cannot hold a cache. */
  private final Optional<PackAppender> appender;

  private final LongAdder blocks = new LongAdder();
  private final LongAdder found = new LongAdder();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private Optional<FailureException> refused = Optional.empty();
  private Optional<Path> begun = Optional.empty();

  /** The pack that answered last: neighbours in an image are neighbours in a pack. */
  private volatile Pack likely;

  BlockCacheSession(BlockCache cache, long packSize) {
    this.cache = cache;
    appender = cache.isUsed() ? begin(packSize) : Optional.empty();
  }

  private Optional<PackAppender> begin(long packSize) {
    try {
      if (cache.folder().prepare()) {
        begun = Optional.of(cache.folder().path());
      }
      packs.addAll(open(cache.folder().packs()));
      return Optional.of(new PackAppender(cache.folder().path(), packSize, new Written()));
    } catch (FailureException e) {
      refused = Optional.of(e);
      return Optional.empty();
    } catch (IOException e) {
      note(e);
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> find(BlockKey key) {
    blocks.increment();
    Optional<byte[]> block = findAnywhere(key);
    if (block.isPresent()) {
      found.increment();
    }
    return block;
  }

  @Override
  public void put(BlockKey key, byte[] compressed) {
    appender.ifPresent(writer -> writer.put(key, compressed));
  }

  /** Publishes the blocks that were put, and keeps the cache within its limits. */
  @Override
  public void close() {
    appender.ifPresent(PackAppender::close);
    packs.forEach(this::close);
    arena.close();
    if (appender.isPresent()) {
      keepLimits();
    }
    cache.add(new CacheUse(blocks.sum(), found.sum(), problems, refused, begun));
  }

  private Optional<byte[]> findAnywhere(BlockKey key) {
    Pack first = likely;
    Optional<byte[]> block = first == null ? Optional.empty() : findIn(first, key);
    if (block.isPresent()) {
      return block;
    }
    for (Pack pack : packs) {
      if (pack != first) {
        block = findIn(pack, key);
        if (block.isPresent()) {
          likely = pack;
          return block;
        }
      }
    }
    return appender.flatMap(writer -> findIn(writer, key));
  }

  private Optional<byte[]> findIn(Pack pack, BlockKey key) {
    try {
      return pack.find(key);
    } catch (ClosedChannelException e) {
      // This build is being stopped: its reading threads have been interrupted.
      return Optional.empty();
    } catch (IOException e) {
      note(e);
      if (packs.remove(pack)) {
        close(pack);
      }
      return Optional.empty();
    }
  }

  private Optional<byte[]> findIn(PackAppender writer, BlockKey key) {
    try {
      return writer.find(key);
    } catch (IOException e) {
      note(e);
      return Optional.empty();
    }
  }

  private void close(Pack pack) {
    try {
      pack.close();
    } catch (IOException e) {
      note(e);
    }
  }

  /** Frees space on a full disk or in a used-up quota, which others need more than a cache does. */
  private void forgetOldest() {
    try {
      cache.forgetOldest();
    } catch (IOException e) {
      note(e);
    }
  }

  private void keepLimits() {
    try {
      cache.keepLimits();
    } catch (IOException e) {
      note(e);
    }
  }

  private List<Pack> open(List<KeptFile> files) {
    List<Pack> opened = new ArrayList<>();
    for (KeptFile file : files.reversed()) {
      try {
        Pack.open(file.path(), arena).ifPresent(opened::add);
      } catch (IOException e) {
        note(e);
      }
    }
    return opened;
  }

  private void note(IOException failure) {
    problems.add(
        switch (failure) {
          case AccessDeniedException denied -> denied.getFile() + ": permission denied";
          case NoSuchFileException gone -> gone.getFile() + ": was deleted meanwhile";
          case NotDirectoryException file -> file.getFile() + ": is no folder";
          default -> String.valueOf(failure.getMessage());
        });
  }

  private final class Written implements PackAppender.Listener {
    @Override
    public void published(Path file) throws IOException {
      Pack.open(file, arena).ifPresent(packs::addFirst);
      keepLimits();
    }

    @Override
    public void failed(IOException failure) {
      note(failure);
      if (OperatingSystemFailures.isDiskFull(failure)) {
        forgetOldest();
      }
    }
  }
}
