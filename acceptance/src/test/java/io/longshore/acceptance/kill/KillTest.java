package io.longshore.acceptance.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.SecondTerminal;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Trees;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs are killed again and again, and resumed: migrations of twelve images until all are migrated,
 * then rollbacks until none is, and so on, until each phase has had its kills, half of them with
 * all children. With the whole, somebody else works in the collection during every other run.
 */
class KillTest {
  private static final int IMAGES = 12;
  private static final List<Phase> PHASES = Phase.of("migrate", "rollback");
  private static final Extent EXTENT = Extent.asked();
  private static final int KILLS_IN_EACH_PHASE =
      Integer.getInteger("longshore.kills", EXTENT.choose(2, 26));
  private static final int SHOWN_EVERY = 20;
  private static final int MOST_RUNS = 30 * KILLS_IN_EACH_PHASE + 40;

  @TempDir Path folder;

  private final Random random = new Random(EXTENT.seed());
  private final List<Killer.Instant> kills = new ArrayList<>();
  private SmallCollection collection;
  private Killer killer;
  private Condition condition;
  private Trees unmigrated;
  private Trees migrated;

  @Test
  void whateverIsKilledIsWholeAgainAfterResume() throws IOException, InterruptedException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, IMAGES)) {
      collection = small;
      condition = new Condition(small);
      killer = new Killer(folder.resolve("killer"), small.shell());
      succeed("init");
      unmigrated = Trees.of(small.shell());
      learnTheOutcomeOfAnUninterruptedRun();
      boolean migrating = true;
      for (int run = 0; run < MOST_RUNS && !isEnough(); run++) {
        int images = condition.migrated();
        migrating = images == 0 || (migrating && images < IMAGES);
        strikeOrRun(migrating);
        compareWithUninterrupted();
      }
      report();
      assertTrue(isEnough(), "too few runs were killed: " + kills);
      succeed("migrate");
      compareWithUninterrupted();
    }
  }

  private void learnTheOutcomeOfAnUninterruptedRun() {
    succeed("migrate");
    migrated = Trees.of(collection.shell());
    succeed("rollback", "--last");
    assertEquals(unmigrated, Trees.of(collection.shell()));
  }

  private boolean isEnough() {
    return PHASES.stream().allMatch(phase -> count(phase) >= KILLS_IN_EACH_PHASE);
  }

  private void strikeOrRun(boolean migrating) throws IOException, InterruptedException {
    List<String> command =
        migrating ? List.of("migrate", "--jobs", "3") : List.of("rollback", "--last");
    Phase phase =
        PHASES.stream()
            .filter(candidate -> candidate.command().equals(command.getFirst()))
            .min(Comparator.comparingInt(this::count))
            .orElseThrow();
    if (count(phase) >= KILLS_IN_EACH_PHASE) {
      succeed(command.toArray(String[]::new));
    } else {
      strike(instantIn(phase), command);
    }
  }

  private Killer.Instant instantIn(Phase phase) {
    return new Killer.Instant(
        phase,
        random.nextInt(phase.occurrences()),
        random.nextInt(phase.milliseconds() + 1),
        count(phase, Killer.Target.JVM) <= count(phase, Killer.Target.GROUP)
            ? Killer.Target.JVM
            : Killer.Target.GROUP);
  }

  private void strike(Killer.Instant instant, List<String> command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(collection.program().executable().toString());
    line.addAll(command);
    Killer.Outcome outcome = run(instant, line);
    if (outcome.killed()) {
      kills.add(instant);
      if (kills.size() % SHOWN_EVERY == 0) {
        report();
      }
    } else {
      assertEquals(0, outcome.exitCode(), instant + "\n" + outcome.said());
    }
    try {
      succeed("resume");
      condition.check();
    } catch (AssertionError e) {
      throw new AssertionError("after " + instant + ": " + e.getMessage(), e);
    }
  }

  private Killer.Outcome run(Killer.Instant instant, List<String> line)
      throws IOException, InterruptedException {
    boolean alone = !EXTENT.isWhole() || kills.size() % 2 == 0;
    if (alone) {
      return killer.run(collection.shell(), instant, line);
    }
    try (SecondTerminal _ = SecondTerminal.open(collection.shell(), folder.resolve("end"))) {
      return killer.run(collection.shell(), instant, line);
    }
  }

  private void compareWithUninterrupted() throws IOException {
    int images = condition.migrated();
    if (images == IMAGES) {
      assertEquals(migrated, Trees.of(collection.shell()));
      condition.checkContent();
    } else if (images == 0) {
      assertEquals(unmigrated, Trees.of(collection.shell()));
    }
  }

  private void succeed(String... arguments) {
    Shell.Result result = collection.program().run(collection.shell(), arguments);
    assertEquals(0, result.exitCode(), String.join(" ", arguments) + "\n" + result.errors());
  }

  private int count(Phase phase) {
    return (int) kills.stream().filter(kill -> kill.phase() == phase).count();
  }

  private int count(Phase phase, Killer.Target target) {
    return (int)
        kills.stream().filter(kill -> kill.phase() == phase && kill.target() == target).count();
  }

  private void report() {
    System.out.printf("%d runs killed: %s%n", kills.size(), EXTENT);
    for (Phase phase : PHASES) {
      System.out.printf(
          "  %-16s %3d: %3d program alone, %3d with children%n",
          phase, count(phase), count(phase, Killer.Target.JVM), count(phase, Killer.Target.GROUP));
    }
  }
}
