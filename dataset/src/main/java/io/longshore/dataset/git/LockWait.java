package io.longshore.dataset.git;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Waits for other gits, which hold their locks for milliseconds. */
final class LockWait {
  /** How long git processes of Longshore wait for locks of refs, in milliseconds. */
  static final long PATIENCE_MILLISECONDS = 10_000;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLISECONDS).toNanos();

  private LockWait() {}

  static LockWait begin() {
    return new LockWait();
  }

  /**
   * @throws FailureException of kind DATASET if the waiting time is over
   */
  void pauseFor(Path lock, GitRepository repository) throws IOException {
    if (System.nanoTime() - end > 0) {
      throw held(lock, repository);
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("waiting for " + lock);
    }
  }

  private static FailureException held(Path lock, GitRepository repository) throws IOException {
    Optional<ProcessHandle> user = new LockFiles(repository).user();
    return new FailureException(
        FailureKind.DATASET,
        repository.root().toString(),
        "is locked by " + lock,
        user.isPresent()
            ? NextStep.of(
                "let process {} end, which works there (see it with: ps -f {}), then run the same"
                    + " command again",
                user.get().pid(),
                user.get().pid())
            : NextStep.of(
                "if no other program works there, a dead one left it: rm {}   then run the same"
                    + " command again",
                lock));
  }
}
