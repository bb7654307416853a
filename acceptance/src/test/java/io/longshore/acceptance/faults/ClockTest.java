package io.longshore.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.Access;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set, forth and back by years, while the program runs. */
class ClockTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final List<Duration> JUMPS =
      List.of(
          YEAR, YEAR.multipliedBy(-3), Duration.ZERO, Duration.ofDays(-1), YEAR.multipliedBy(9));

  @TempDir Path folder;
  private SettableClock clock;

  @BeforeEach
  void makeTheClock() throws IOException {
    clock = new SettableClock(folder.resolve("clock"));
  }

  @Test
  void imagesGoThroughAndTheirRunIsFound() throws IOException {
    AtomicInteger jumps = new AtomicInteger();
    FaultPlan jumping =
        request -> {
          if (request.isForManifest() || request.isForBlob()) {
            clock.setAhead(JUMPS.get(jumps.getAndIncrement() % JUMPS.size()));
          }
          return jumps.get() == 3
              ? Optional.of(new Fault.Status(503, Map.of("Retry-After", "1"), "UNAVAILABLE"))
              : Optional.empty();
        };
    LoopbackOptions options =
        LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()).withFaults(jumping);
    try (SmallCollection small = SmallCollection.of(folder, options, 4)) {
      Shell shell = clock.in(small.shell());
      Shell.Result result = small.migrateFrom(shell, "--jobs", "2");
      assertEquals(0, result.exitCode(), result.errors());
      assertTrue(jumps.get() > 2 * JUMPS.size(), "the clock was set only " + jumps + " times");
      String log = small.program().run(shell, "log", "--runs").output();
      assertTrue(log.matches("run [0-9a-f]{12}  .*  4 images\n"), log);
      RegistryFaultsTest.assertInOrder(small);
      Shell.Result back = small.program().run(shell, "rollback", "--last");
      assertEquals(0, back.exitCode(), back.errors());
      assertEquals(0, small.migrateFrom(shell).exitCode());
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  @Test
  void whatAWindowStillHasToWaitIsNotChanged() throws IOException {
    AtomicReference<String> refused = new AtomicReference<>();
    AtomicLong refusedAt = new AtomicLong();
    AtomicLong waited = new AtomicLong();
    FaultPlan limited =
        request -> {
          if (request.isForManifest() && refused.compareAndSet(null, request.target())) {
            clock.setAhead(YEAR.multipliedBy(-1));
            refusedAt.set(System.nanoTime());
            return Optional.of(
                new Fault.Status(429, Map.of("Retry-After", "2"), "TOOMANYREQUESTS"));
          }
          if (request.target().equals(refused.get())) {
            waited.compareAndSet(0, System.nanoTime() - refusedAt.get());
          }
          return Optional.empty();
        };
    try (SmallCollection small =
        SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(limited), 2)) {
      Shell.Result result = small.migrateFrom(clock.in(small.shell()));
      assertEquals(0, result.exitCode(), result.errors());
      assertTrue(waited.get() >= Duration.ofSeconds(2).toNanos(), waited + "\n" + result.errors());
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  @Test
  void locksOfAKilledGitAreKnownThoughTheyAreOlderThanTheRun() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      assertEquals(0, small.migrate(small.recipe(0)).exitCode());
      FaultyGit git = new FaultyGit(folder.resolve("tools"));
      clock.setAhead(YEAR);
      git.die("update-ref");
      Shell.Result struck = small.migrateFrom(git.in(clock.in(small.shell())), small.recipe(1));
      assertTrue(struck.errors().contains("removed the lock file"), struck.errors());
      assertNoLocks(small);
      assertEquals(0, small.migrate().exitCode());
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  @Test
  void soAreThoseThatAKilledRunLeftForTheNext() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      assertEquals(0, small.migrate(small.recipe(0)).exitCode());
      Snapshot before = Snapshot.of(small.shell());
      FaultyGit git = new FaultyGit(folder.resolve("tools"));
      clock.setAhead(YEAR);
      git.dieWithTheProgram("update-ref");
      Shell.Result killed = small.migrateFrom(git.in(clock.in(small.shell())), small.recipe(1));
      assertEquals(128 + 9, killed.exitCode(), killed.errors());
      git.mend();
      clock.setAhead(YEAR.multipliedBy(-1));
      Shell.Result resumed = small.program().run(clock.in(small.shell()), "resume");
      assertEquals(0, resumed.exitCode(), resumed.errors());
      assertTrue(resumed.errors().contains("removed the lock file"), resumed.errors());
      assertNoLocks(small);
      assertTrue(small.isMigrated(1) || before.equals(Snapshot.of(small.shell())));
      assertEquals(0, small.migrate().exitCode());
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  private static void assertNoLocks(SmallCollection small) {
    for (String lock : List.of("HEAD.lock", "index.lock")) {
      for (String gitFolder : List.of(".git", ".git/modules/images-oci", "images-oci/.git")) {
        Path file = small.dataset().path(gitFolder).resolve(lock);
        assertFalse(Files.exists(file), file.toString());
      }
    }
  }
}
