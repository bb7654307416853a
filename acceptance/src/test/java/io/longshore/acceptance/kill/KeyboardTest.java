package io.longshore.acceptance.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C reaches the program and the git that it has just called. */
class KeyboardTest {
  private static final int INTERRUPTED = 128 + 2;

  @TempDir Path folder;

  @Test
  void whateverGitIsAtItIsNoFailureAndDoesNoHarm() throws IOException, InterruptedException {
    List<Killer.Instant> instants =
        List.of(
            at(Phase.PLANNING, 9),
            at(Phase.STAGING, 1),
            at(Phase.PUBLISHING, 2),
            at(Phase.FILES, 1));
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 6)) {
      assertEquals(0, small.program().run(small.shell(), "init").exitCode());
      Killer killer = new Killer(folder.resolve("killer"), small.shell());
      Condition condition = new Condition(small);
      List<String> command =
          List.of(small.program().executable().toString(), "migrate", "--jobs", "2");
      for (Killer.Instant instant : instants) {
        Killer.Outcome outcome = killer.run(small.shell(), instant, command);
        assertTrue(outcome.struck(), instant + "\n" + outcome.said());
        assertEquals(INTERRUPTED, outcome.exitCode(), instant + "\n" + outcome.said());
        assertFalse(outcome.said().contains("error"), instant + "\n" + outcome.said());
        condition.check();
      }
    }
  }

  private static Killer.Instant at(Phase phase, int occurrence) {
    return new Killer.Instant(phase, occurrence, 0, Killer.Target.KEYBOARD);
  }
}
