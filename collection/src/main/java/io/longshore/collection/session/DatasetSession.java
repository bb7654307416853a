package io.longshore.collection.session;

import io.longshore.collection.Collection;
import io.longshore.dataset.git.DatasetLock;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The work of one command on a dataset. From {@link #begin} to {@link Exclusive#close} no other
 * command changes the dataset. {@code begin} settles what a dead run has left, and child processes
 * are recorded in case this process dies.
 */
public final class DatasetSession {
  private final StopRequest stop;
  private final ChildRecord children = new ChildRecord();
  private final CommandRunner runner = new LocalCommandRunner(children, Map.of());

  /**
   * @param stop learns while work is under way that must not be broken off
   */
  public DatasetSession(StopRequest stop) {
    this.stop = stop;
  }

  public CommandRunner runner() {
    return runner;
  }

  /** The superdataset that {@code folder} is in. */
  public GitRepository superdatasetAt(Path folder) throws IOException {
    return Collection.superdatasetAt(folder, runner);
  }

  /**
   * @param superdataset opened with {@link #runner}
   * @throws io.longshore.ground.FailureException of kind DATASET if another command is changing the
   *     dataset, or the leftovers of a dead run cannot be settled
   */
  public Exclusive begin(GitRepository superdataset, Notices notices) throws IOException {
    DatasetLock lock = DatasetLock.acquire(superdataset);
    stop.hold();
    boolean settled = false;
    try {
      Leftovers leftovers = new Leftovers(superdataset, notices);
      boolean found = leftovers.clear();
      Set<Path> foreignLocks = leftovers.locks();
      children.begin(Leftovers.childRecord(superdataset), superdataset.sharedMode(), foreignLocks);
      found |= Resumption.settle(superdataset, notices);
      settled = true;
      return new Exclusive(superdataset, notices, lock, foreignLocks, found);
    } finally {
      if (!settled) {
        release(lock, /* settled= */ false);
      }
    }
  }

  // If the leftovers could not be settled, the record stays and makes the next run look for lock
  // files.
  private void release(DatasetLock lock, boolean settled) throws IOException {
    try (lock) {
      if (settled) {
        children.end();
      }
    } finally {
      stop.release();
    }
  }

  /** The exclusive use of a dataset, until it is closed. */
  public final class Exclusive implements AutoCloseable {
    private final GitRepository superdataset;
    private final Notices notices;
    private final DatasetLock lock;
    private final Set<Path> foreignLocks;
    private final boolean foundLeftovers;

    private Exclusive(
        GitRepository superdataset,
        Notices notices,
        DatasetLock lock,
        Set<Path> foreignLocks,
        boolean foundLeftovers) {
      this.superdataset = superdataset;
      this.notices = notices;
      this.lock = lock;
      this.foreignLocks = foreignLocks;
      this.foundLeftovers = foundLeftovers;
    }

    /** Whether an earlier run had died. */
    boolean foundLeftovers() {
      return foundLeftovers;
    }

    /**
     * Ends the exclusive use. A step that a failure or a signal broke off is finished or undone.
     */
    @Override
    public void close() throws IOException {
      boolean interrupted = Thread.interrupted();
      boolean settled = false;
      try {
        if (children.hasKilled()) {
          new Leftovers(superdataset, notices).clearOwnLocks(foreignLocks);
        }
        Resumption.settle(superdataset, notices);
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
