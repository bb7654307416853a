package io.longshore.migrate;

import io.longshore.dataset.git.DatasetLock;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.migrate.collection.Collection;
import io.longshore.migrate.journal.ChildRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A dataset as one command works on it: alone from {@link #begin} to {@link Exclusive#close}, when
 * what a run that died had left is settled, and children are noted for whoever comes after our own
 * death.
 */
final class DatasetSession {
  private final StopRequest stop;
  private final ChildRecord children = new ChildRecord();
  private final CommandRunner runner = new LocalCommandRunner(children, Map.of());

  /**
   * @param stop is told when there is something that should not be broken off
   */
  DatasetSession(StopRequest stop) {
    this.stop = stop;
  }

  CommandRunner runner() {
    return runner;
  }

  /** The superdataset {@code folder} lies in. */
  GitRepository superdatasetAt(Path folder) throws IOException {
    return Collection.superdatasetAt(folder, runner);
  }

  /**
   * @param superdataset opened with {@link #runner}
   * @throws io.longshore.oci.FailureException of kind DATASET if someone else changes the dataset,
   *     or what a dead run left cannot be settled
   */
  Exclusive begin(GitRepository superdataset, MigrationListener listener) throws IOException {
    DatasetLock lock = DatasetLock.acquire(superdataset);
    stop.hold();
    Instant beginning = Instant.now();
    boolean settled = false;
    try {
      boolean found = new Leftovers(superdataset, listener).clear();
      children.begin(Leftovers.childRecord(superdataset));
      found |= Resumption.settle(superdataset, listener);
      settled = true;
      return new Exclusive(superdataset, listener, lock, beginning, found);
    } finally {
      if (!settled) {
        release(lock, /* settled= */ false);
      }
    }
  }

  // The record of a run that could not settle stays, and makes the next run look for lock files.
  private void release(DatasetLock lock, boolean settled) throws IOException {
    try (lock) {
      if (settled) {
        children.end();
      }
    } finally {
      stop.release();
    }
  }

  /** The time in which nobody else changes the dataset. */
  final class Exclusive implements AutoCloseable {
    private final GitRepository superdataset;
    private final MigrationListener listener;
    private final DatasetLock lock;
    private final Instant beginning;
    private final boolean foundLeftovers;

    private Exclusive(
        GitRepository superdataset,
        MigrationListener listener,
        DatasetLock lock,
        Instant beginning,
        boolean foundLeftovers) {
      this.superdataset = superdataset;
      this.listener = listener;
      this.lock = lock;
      this.beginning = beginning;
      this.foundLeftovers = foundLeftovers;
    }

    /** Whether an earlier run had not ended in good order. */
    boolean foundLeftovers() {
      return foundLeftovers;
    }

    /** A step that a failure or a signal broke off is finished or undone. */
    @Override
    public void close() throws IOException {
      boolean interrupted = Thread.interrupted();
      boolean settled = false;
      try {
        new Leftovers(superdataset, listener).clearOwnLocks(beginning);
        Resumption.settle(superdataset, listener);
        settled = true;
      } finally {
        release(lock, settled);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
