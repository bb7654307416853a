package io.longshore.collection.stage;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.DiskSpace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps images that are staged at once from filling a disk together. An image that does not fit
 * beside the others waits for them; an image that does not fit alone fails before anything is
 * fetched.
 */
public final class SpaceBudget {
  /** Tells the free space of file systems. */
  public interface Disks {
    Disks OF_THIS_MACHINE =
        new Disks() {
          @Override
          public Object fileSystem(Path folder) throws IOException {
            return DiskSpace.fileSystem(folder);
          }

          @Override
          public long free(Path folder) throws IOException {
            return DiskSpace.free(folder);
          }
        };

    /** A value that is equal for two folders on the same file system. */
    Object fileSystem(Path folder) throws IOException;

    /** The number of bytes that an ordinary user may still write. */
    long free(Path folder) throws IOException;
  }

  /** The advice for a user who lacks space. */
  public enum Remedy {
    ROOM,
    /** For commands that have the option {@code --drop-layers-after-build}. */
    ROOM_OR_FEWER_LAYERS
  }

  private final Disks disks;
  private final Remedy remedy;
  private final Map<Object, Long> reserved = new HashMap<>();
  private int reservations;

  public SpaceBudget(Disks disks, Remedy remedy) {
    this.disks = disks;
    this.remedy = remedy;
  }

  /** Space that no other image gets until the reservation is closed. */
  public interface Reservation extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until there is space beside the reservations of others, and reserves it.
   *
   * @param subject the image that needs the space
   * @throws FailureException of kind DISK_FULL if there is too little space although no other image
   *     is staged
   */
  public synchronized Reservation reserve(String subject, List<SpaceNeed> needs)
      throws IOException {
    Map<Object, Long> wanted = byFileSystem(needs);
    while (!fits(needs, wanted)) {
      if (reservations == 0) {
        throw tooLittle(subject, needs);
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for room for " + subject);
      }
    }
    reservations++;
    wanted.forEach((fileSystem, bytes) -> reserved.merge(fileSystem, bytes, Long::sum));
    return () -> release(wanted);
  }

  private synchronized void release(Map<Object, Long> given) {
    reservations--;
    given.forEach((fileSystem, bytes) -> reserved.merge(fileSystem, -bytes, Long::sum));
    notifyAll();
  }

  private boolean fits(List<SpaceNeed> needs, Map<Object, Long> wanted) throws IOException {
    for (SpaceNeed need : needs) {
      Object fileSystem = disks.fileSystem(need.folder());
      long others = reserved.getOrDefault(fileSystem, 0L);
      long usable = disks.free(need.folder()) - need.reserve() - others;
      if (wanted.get(fileSystem) > 0 && usable < wanted.get(fileSystem)) {
        return false;
      }
    }
    return true;
  }

  private Map<Object, Long> byFileSystem(List<SpaceNeed> needs) throws IOException {
    Map<Object, Long> wanted = new LinkedHashMap<>();
    for (SpaceNeed need : needs) {
      wanted.merge(disks.fileSystem(need.folder()), need.bytes(), Long::sum);
    }
    return wanted;
  }

  /**
   * Checks that {@code needs} could be met now.
   *
   * @throws FailureException of kind DISK_FULL, with the figures, if there is too little space
   */
  public synchronized void check(String subject, List<SpaceNeed> needs) throws IOException {
    if (!fits(needs, byFileSystem(needs))) {
      throw tooLittle(subject, needs);
    }
  }

  private FailureException tooLittle(String subject, List<SpaceNeed> needs) throws IOException {
    Map<Object, Path> places = new LinkedHashMap<>();
    for (SpaceNeed need : needs) {
      places.putIfAbsent(disks.fileSystem(need.folder()), need.folder());
    }
    StringBuilder free = new StringBuilder();
    for (Path place : places.values()) {
      free.append(free.isEmpty() ? "" : ", ")
          .append(SpaceNeed.megabytes(disks.free(place)))
          .append(" are free at ")
          .append(place);
    }
    return new FailureException(
        FailureKind.DISK_FULL,
        subject,
        "needs about "
            + needs.stream().map(SpaceNeed::words).collect(Collectors.joining(" and "))
            + ", and "
            + free
            + reserved(needs),
        next(places.values().iterator().next()));
  }

  private NextStep next(Path place) {
    return switch (remedy) {
      case ROOM -> NextStep.of("make room there (see: df -h {}), and run it again", place);
      case ROOM_OR_FEWER_LAYERS ->
          NextStep.of(
              "make room there (see: df -h {}), or keep no layers with --drop-layers-after-build,"
                  + " and run it again",
              place);
    };
  }

  private static String reserved(List<SpaceNeed> needs) {
    long most = needs.stream().mapToLong(SpaceNeed::reserve).max().orElse(0);
    return most == 0
        ? ""
        : ", of which git-annex leaves " + SpaceNeed.megabytes(most) + " (annex.diskreserve)";
  }
}
