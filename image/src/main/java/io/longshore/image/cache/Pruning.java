package io.longshore.image.cache;

import io.longshore.ground.concurrent.IoWork;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
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
   * was left by a killed build. So was one with a time that lies so far ahead: a clock that was
   * wrong, or a server's, has set the time, and nobody writes to the pack.
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
    return KeptFiles.size(folder.packs()) + KeptFiles.size(folder.unfinished());
  }

  Pruned prune(CacheLimits limits) throws IOException {
    List<KeptFile> forgotten = new ArrayList<>();
    boolean done = alone(() -> forgotten.addAll(KeptFiles.delete(surplus(limits))));
    return done ? new Pruned(forgotten, /* leftToAnother= */ false) : Pruned.BY_ANOTHER;
  }

  /** What pruning would forget: what dead builds left, what is too old, what is too much. */
  List<KeptFile> surplus(CacheLimits limits) throws IOException {
    List<KeptFile> surplus = new ArrayList<>(abandoned());
    List<KeptFile> packs = folder.packs();
    long size = KeptFiles.size(packs) + KeptFiles.size(folder.unfinished());
    size -= KeptFiles.size(surplus);
    Optional<Instant> oldest = limits.age().map(Instant.now()::minus);
    for (KeptFile pack : packs) {
      boolean tooOld = oldest.isPresent() && pack.lastUse().isBefore(oldest.get());
      if (tooOld || size > limits.size()) {
        surplus.add(pack);
        size -= pack.size();
      }
    }
    return surplus;
  }

  List<KeptFile> clear() throws IOException {
    return KeptFiles.delete(
        Stream.concat(folder.packs().stream(), folder.unfinished().stream()).toList());
  }

  /** If there are many packs, writes the blocks of the small packs into one pack. */
  void mergeSmallPacks() throws IOException {
    if (folder.packs().size() > MOST_PACKS) {
      alone(
          () -> {
            List<KeptFile> small = smallPacks();
            if (small.size() > 1) {
              merge(small);
            }
          });
    }
  }

  private List<KeptFile> smallPacks() throws IOException {
    List<KeptFile> chosen = new ArrayList<>();
    long size = 0;
    for (KeptFile pack : folder.packs()) {
      if (pack.size() < packSize / 2 && size + pack.size() <= packSize) {
        chosen.add(pack);
        size += pack.size();
      }
    }
    return chosen;
  }

  private void merge(List<KeptFile> packs) throws IOException {
    List<KeptFile> merged = new ArrayList<>();
    try (PackWriter writer = PackWriter.create(folder.path())) {
      for (KeptFile file : packs) {
        if (!writer.isFull()) {
          copy(file.path(), writer);
          merged.add(file);
        }
      }
      Path finished = writer.publish();
      Files.setLastModifiedTime(finished, FileTime.from(merged.getLast().lastUse()));
      KeptFiles.delete(merged);
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

  private List<KeptFile> abandoned() throws IOException {
    Instant now = Instant.now();
    return folder.unfinished().stream()
        .filter(file -> Duration.between(file.lastUse(), now).abs().compareTo(ABANDONED) > 0)
        .toList();
  }

  /**
   * @return whether the work was done; false if another process does such work
   */
  private boolean alone(IoWork.Step work) throws IOException {
    if (!folder.exists()) {
      return true;
    }
    try (FileChannel channel =
        FileChannel.open(
            folder.path().resolve(LOCK),
            LinkOption.NOFOLLOW_LINKS,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      boolean free = !isLockedByOthers(channel);
      if (free) {
        work.run();
      }
      return free;
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
}
