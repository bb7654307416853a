package io.longshore.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** git and git-annex that fail or are killed, at each thing they are asked to do. */
class FaultyToolsTest {
  private static final int IMAGES = 16;

  /** Of some forty things that git and git-annex are asked to do. */
  private static final int PART_OF_THE_CALLS = 8;

  @TempDir Path folder;

  private static int firstToDo(SmallCollection small) {
    for (int image = 0; image < IMAGES; image++) {
      if (!small.isMigrated(image)) {
        return image;
      }
    }
    throw new AssertionError("more images are needed");
  }

  @Test
  void whicheverCallFailsTheImageIsOldOrNewAndTheNextRunGoesOn() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, IMAGES)) {
      FaultyGit git = new FaultyGit(folder.resolve("tools"));
      Shell shell = git.in(small.shell());
      Shell.Result healthy = small.migrateFrom(shell, small.recipe(0));
      assertEquals(0, healthy.exitCode(), healthy.errors());
      List<String> calls = git.called();
      assertTrue(calls.contains("annex setkey") && calls.contains("update-ref"), calls.toString());
      for (String call : Extent.asked().of(calls, PART_OF_THE_CALLS)) {
        int image = firstToDo(small);
        Snapshot before = Snapshot.of(small.shell());
        git.fail(call);
        Shell.Result struck = small.migrateFrom(shell, small.recipe(image));
        git.mend();
        assertFalse(struck.errors().contains("\tat "), call + "\n" + struck.errors());
        if (struck.exitCode() != 0) {
          assertTrue(struck.errors().contains("next: "), call + "\n" + struck.errors());
        }
        Shell.Result resumed = small.program().run(small.shell(), "resume");
        assertEquals(0, resumed.exitCode(), call + "\n" + resumed.errors());
        assertTrue(
            small.isMigrated(image) || before.equals(Snapshot.of(small.shell())),
            call + "\n" + struck.errors());
      }
      Shell.Result rest = small.migrate();
      assertEquals(0, rest.exitCode(), rest.errors());
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  static List<String> callsThatLock() {
    return Extent.asked().of(List.of("update-ref", "read-tree", "annex setkey"), 1);
  }

  @ParameterizedTest
  @MethodSource("callsThatLock")
  void locksOfAGitThatIsKilledAreRemovedByTheSameRun(String call) throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      assertEquals(0, small.migrate(small.recipe(0)).exitCode());
      FaultyGit git = new FaultyGit(folder.resolve("tools"));
      git.die(call);
      Shell.Result struck = small.migrateFrom(git.in(small.shell()), small.recipe(1));
      git.mend();
      assertTrue(struck.exitCode() != 0, struck.errors());
      assertTrue(struck.errors().contains("removed the lock file"), struck.errors());
      for (String repository : List.of("", "images-oci/")) {
        for (String lock : List.of("HEAD.lock", "index.lock")) {
          assertFalse(
              Files.exists(small.dataset().path(repository + ".git").resolve(lock)),
              repository + lock);
        }
      }
      RegistryFaultsTest.assertInOrder(small);
      assertEquals(0, small.migrate().exitCode());
    }
  }
}
