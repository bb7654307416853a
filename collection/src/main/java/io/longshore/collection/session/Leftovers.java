package io.longshore.collection.session;

import io.longshore.collection.Collection;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.LockFiles;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Clears the leftovers of a run that died or whose git died: children, lock files, temporary files.
 */
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final GitRepository superdataset;
  private final Notices notices;

  /** Only the holder of the dataset's lock may clear. */
  Leftovers(GitRepository superdataset, Notices notices) {
    this.superdataset = superdataset;
    this.notices = notices;
  }

  static Path childRecord(GitRepository superdataset) throws IOException {
    return superdataset.workFolder().resolve(WorkFiles.childRecord());
  }

  /**
   * Waits for or ends the processes of a dead run, and removes lock files that block git.
   *
   * @return whether there was a dead run
   * @throws FailureException of kind DATASET if a running git holds a lock
   */
  boolean clear() throws IOException {
    Path record = childRecord(superdataset);
    Optional<DeadRun> dead = DeadRun.find(record);
    if (dead.isEmpty()) {
      return false;
    }
    if (!dead.get().children().isEmpty()) {
      warn("waiting for what it left running: " + commands(dead.get().children()));
      for (String command : dead.get().awaitChildren(PATIENCE)) {
        warn(command + " did not end by itself and was ended");
      }
    }
    for (GitRepository repository : repositories()) {
      removeOurs(new LockFiles(repository));
      if (dead.get().hadChildren()) {
        clearLocks(new LockFiles(repository), dead.get().locks());
      }
      for (Path file : WorkFiles.temporary(repository)) {
        Folders.delete(file);
      }
      Folders.delete(WorkFiles.checkout(repository));
      Folders.delete(WorkFiles.downloads(repository));
    }
    Files.deleteIfExists(record);
    return true;
  }

  /**
   * The existing lock files. A run records them when it begins and does not compare times, because
   * the clock may be changed meanwhile.
   */
  Set<Path> locks() throws IOException {
    Set<Path> all = new HashSet<>();
    for (GitRepository repository : repositories()) {
      all.addAll(new LockFiles(repository).present());
    }
    return all;
  }

  private static String commands(List<DeadRun.Child> children) {
    return String.join(
        ", ",
        children.stream()
            .map(child -> child.command() + " (process " + child.identity().pid() + ")")
            .toList());
  }

  private void warn(String text) {
    notices.warn("interrupted run", text);
  }

  private List<GitRepository> repositories() throws IOException {
    List<GitRepository> repositories = new ArrayList<>(List.of(superdataset));
    Collection.imagesOciOf(superdataset).find().ifPresent(repositories::add);
    return repositories;
  }

  private void clearLocks(LockFiles locks, Set<Path> foreign) throws IOException {
    Found found = Found.settled(locks, foreign, PATIENCE);
    if (found.user().isPresent()) {
      long user = found.user().get().pid();
      throw new FailureException(
          FailureKind.DATASET,
          found.files().getFirst().toString(),
          "is held by process " + user + ", which works in the dataset",
          NextStep.of("let it end (see it with: ps -f {}), then run the same again", user));
    }
    remove(found.files());
  }

  /**
   * Removes the lock files that git processes of this run left. A git that is ended by a signal
   * does not always remove its lock. Locks of a running git stay. Called only if a signal has ended
   * a git of this run: otherwise a lock file belongs to somebody else.
   *
   * @param foreign the result of {@link #locks} before the run began
   */
  void clearOwnLocks(Set<Path> foreign) throws IOException {
    for (GitRepository repository : repositories()) {
      Found found = Found.settled(new LockFiles(repository), foreign, PATIENCE_AT_THE_END);
      if (found.user().isEmpty()) {
        remove(found.files());
      }
    }
  }

  /**
   * @param user a running process that may hold the locks
   */
  private record Found(List<Path> files, Optional<ProcessHandle> user) {
    /** Waits until no process is at work or no lock file is left, {@code patience} at most. */
    static Found settled(LockFiles locks, Set<Path> foreign, Duration patience) throws IOException {
      final long end = System.nanoTime() + patience.toNanos();
      Found found = now(locks, foreign);
      while (found.user().isPresent() && System.nanoTime() - end < 0) {
        pause();
        found = now(locks, foreign);
      }
      return found;
    }

    private static Found now(LockFiles locks, Set<Path> foreign) throws IOException {
      List<Path> files = locks.present().stream().filter(lock -> !foreign.contains(lock)).toList();
      return new Found(files, files.isEmpty() ? Optional.empty() : locks.user());
    }
  }

  private void removeOurs(LockFiles locks) throws IOException {
    for (Path lock : locks.present()) {
      if (LockFiles.isOfDeadRun(lock)) {
        remove(List.of(lock));
      }
    }
  }

  private void remove(List<Path> locks) throws IOException {
    for (Path lock : locks) {
      if (Files.deleteIfExists(lock)) {
        warn("removed the lock file it left: " + lock);
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("waiting for git");
    }
  }
}
