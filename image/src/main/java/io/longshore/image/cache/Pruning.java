package io.longshore.image.cache;

import io.longshore.ground.concurrent.IoWork;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes and merges packs. One process does so at a time; a second process gives up, since the
 * first does the same work. On file systems without locks both go on, and choose the same packs.
 */
final class Pruning {
  private static final String LOCK = "prune.lock";

  /**
   * A running build writes to its pack all the time. A pack that was not written to for this long
   * was left by a killed build.
   */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Limits the number of packs, because a look-up that finds nothing asks all of them. */
  private static final int MOST_PACKS = 64;

  private final CacheFolder folder;
  private final long packSize;

  Pruning(CacheFolder folder, long packSize) {
    this.folder = folder;
    this.packSize = packSize;
  }

  long size() throws IOException {
    return sum(folder.packs()) + sum(folder.unfinished());
  }

  long prune(long keep) throws IOException {
    long[] freed = new long[1];
    alone(
        () -> {
          freed[0] += delete(abandoned());
          List<CacheFile> packs = folder.packs();
          long surplus = sum(packs) + sum(folder.unfinished()) - keep;
          List<CacheFile> surplusPacks = new ArrayList<>();
          for (CacheFile pack : packs) {
            if (surplus > 0) {
              surplusPacks.add(pack);
              surplus -= pack.size();
            }
          }
          freed[0] += delete(surplusPacks);
        });
    return freed[0];
  }

  long clear() throws IOException {
    return delete(Stream.concat(folder.packs().stream(), folder.unfinished().stream()).toList());
  }

  /** If there are many packs, writes the blocks of the small packs into one pack. */
  void mergeSmallPacks() throws IOException {
    if (folder.packs().size() > MOST_PACKS) {
      alone(
          () -> {
            List<CacheFile> small = smallPacks();
            if (small.size() > 1) {
              merge(small);
            }
          });
    }
  }

  private List<CacheFile> smallPacks() throws IOException {
    List<CacheFile> chosen = new ArrayList<>();
    long size = 0;
    for (CacheFile pack : folder.packs()) {
      if (pack.size() < packSize / 2 && size + pack.size() <= packSize) {
        chosen.add(pack);
        size += pack.size();
      }
    }
    return chosen;
  }

  private void merge(List<CacheFile> packs) throws IOException {
    List<CacheFile> merged = new ArrayList<>();
    try (PackWriter writer = PackWriter.create(folder.path())) {
      for (CacheFile file : packs) {
        if (!writer.isFull()) {
          copy(file.path(), writer);
          merged.add(file);
        }
      }
      Path finished = writer.publish();
      Files.setLastModifiedTime(finished, FileTime.from(merged.getLast().lastUse()));
      delete(merged);
    }
  }

  private static void copy(Path file, PackWriter writer) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Optional<Pack> opened = Pack.open(file, arena);
      if (opened.isPresent()) {
        try (Pack pack = opened.get()) {
          for (PackEntry entry : pack.entries()) {
            Optional<byte[]> block = pack.read(entry);
            if (block.isPresent()) {
              writer.append(entry.key(), block.get());
            }
          }
        }
      }
    }
  }

  private List<CacheFile> abandoned() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    return folder.unfinished().stream().filter(file -> file.lastUse().isBefore(limit)).toList();
  }

  private void alone(IoWork.Step work) throws IOException {
    if (!folder.exists()) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(
            folder.path().resolve(LOCK),
            LinkOption.NOFOLLOW_LINKS,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      if (!isLockedByOthers(channel)) {
        work.run();
      }
    }
  }

  private static boolean isLockedByOthers(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static long delete(List<CacheFile> files) throws IOException {
    long freed = 0;
    for (CacheFile file : files) {
      if (Files.deleteIfExists(file.path())) {
        freed += file.size();
      }
    }
    return freed;
  }

  private static long sum(List<CacheFile> files) {
    return files.stream().mapToLong(CacheFile::size).sum();
  }
}
