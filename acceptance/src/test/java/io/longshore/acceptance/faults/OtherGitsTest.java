package io.longshore.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.SecondTerminal;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.ReceivedRequest;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody works in the same repositories: with another git, or in the middle of something. */
class OtherGitsTest {
  private static final int IMAGES = 3;

  @TempDir Path folder;

  @Test
  void aSecondTerminalIsNoObstacle() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, IMAGES)) {
      try (SecondTerminal _ = SecondTerminal.open(small.shell(), folder.resolve("end"))) {
        for (int image = 0; image < IMAGES; image++) {
          Shell.Result result = small.migrate(small.recipe(image));
          assertEquals(0, result.exitCode(), result.errors());
        }
      }
      for (int image = 0; image < IMAGES; image++) {
        assertTrue(small.isMigrated(image), small.recipe(image));
      }
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  private void assertRefusedBeforeAnythingIsFetched(SmallCollection small, String reason)
      throws IOException {
    Snapshot before = Snapshot.of(small.shell());
    for (String[] options : List.of(new String[] {"--dry-run"}, new String[] {})) {
      Shell.Result refused = small.migrate(options);
      assertNotEquals(0, refused.exitCode(), refused.errors());
      assertTrue(refused.errors().contains(reason), refused.errors());
      assertFalse(
          small.registry().received().stream().anyMatch(ReceivedRequest::isForBlob),
          "something was fetched");
    }
    assertEquals(before, Snapshot.of(small.shell()));
  }

  @Test
  void aMergeUnderWayIsRefusedAtTheFirstImage() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      Shell shell = small.shell();
      shell.run("git", "switch", "-q", "-c", "other");
      small.dataset().write("note", "theirs\n");
      shell.run("git", "add", "note");
      shell.run("git", "commit", "-q", "-m", "theirs");
      shell.run("git", "switch", "-q", "master");
      small.dataset().write("note", "ours\n");
      shell.run("git", "add", "note");
      shell.run("git", "commit", "-q", "-m", "ours");
      assertNotEquals(0, shell.attempt("git", "merge", "-q", "other").exitCode());
      assertRefusedBeforeAnythingIsFetched(small, "is in the middle of a merge");
      assertFalse(Files.exists(small.dataset().path("images-oci")));
    }
  }

  @Test
  void whatIsNotSavedIsSaidAtOnce() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      Path config = small.dataset().path(".datalad/config");
      Files.writeString(config, Files.readString(config) + "# a note\n");
      assertRefusedBeforeAnythingIsFetched(small, ".datalad/config");
    }
  }

  @Test
  void imagesOciOnNoBranchIsSaidAtOnce() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      assertEquals(0, small.program().run(small.shell(), "init").exitCode());
      small.dataset().imagesOci().run("git", "checkout", "-q", "--detach");
      Shell.Result refused = small.migrate("--dry-run");
      assertEquals(2, refused.exitCode(), refused.errors());
      assertTrue(refused.errors().contains("is on no branch"), refused.errors());
    }
  }

  static List<String> locks() {
    return Extent.asked().of(List.of(".git/index.lock", ".git/refs/heads/master.lock"), 1);
  }

  @ParameterizedTest
  @MethodSource("locks")
  void aLockThatStaysIsNamedAndLeftToItsOwner(String lock) throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      Path file = Files.createFile(small.dataset().path(lock));
      Shell.Result refused = small.migrate();
      assertEquals(2, refused.exitCode(), refused.errors());
      assertTrue(refused.errors().contains("rm " + file), refused.errors());
      assertTrue(Files.exists(file), "it was taken away");
      assertFalse(Files.exists(small.dataset().path("images-oci")));
      Files.delete(file);
      assertEquals(0, small.migrate().exitCode());
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  @Test
  void whatFailsAfterTheBranchesHaveMovedIsSaidByEveryCommandUntilResumeHasDoneIt()
      throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      FaultyGit git = new FaultyGit(folder.resolve("tools"));
      assertEquals(0, small.program().run(small.shell(), "init").exitCode());
      git.fail("update-index");
      Shell.Result struck = small.migrateFrom(git.in(small.shell()));
      git.mend();
      assertNotEquals(0, struck.exitCode(), struck.errors());
      assertTrue(struck.errors().contains("longshore resume"), struck.errors());
      for (String[] command :
          List.of(
              new String[] {"verify"},
              new String[] {"status"},
              new String[] {"doctor", "--offline"},
              new String[] {"migrate", "--dry-run"})) {
        Shell.Result said = small.program().run(small.shell(), command);
        String all = said.output() + said.errors();
        assertTrue(all.contains("longshore resume"), command[0] + all);
        assertFalse(all.contains("datalad save"), command[0] + all);
      }
      Shell.Result resumed = small.program().run(small.shell(), "resume");
      assertEquals(0, resumed.exitCode(), resumed.errors());
      assertTrue(small.isMigrated(0));
      RegistryFaultsTest.assertInOrder(small);
    }
  }
}
