package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the nightly update of a forge leaves behind, night by night. */
abstract class NightsTest {
  private static final String UPDATE = "longshore/update";

  @TempDir Path folder;

  /** Runs the nightly job on a machine of its own. */
  abstract Shell.Result night(Forge forge, Path machine) throws IOException;

  /** What the log says of a request: asked for, opened and edited. */
  abstract List<String> opened(String base);

  abstract List<String> edited();

  /** Before the first night. */
  void prepare(FollowedTool followed) throws IOException {}

  /** After the first night. */
  void lookAt(Forge forge) throws IOException {}

  @Test
  void whatIsNewIsAskedForOnceThoughASourceFailsAndUntilItIsMerged() throws IOException {
    try (FollowedTool followed = FollowedTool.in(folder, "collection")) {
      prepare(followed);
      Forge forge =
          Forge.publishing(
              Files.createDirectories(folder.resolve("forge")),
              followed.workbench().program(),
              followed.collection());
      String base = forge.head();

      // The registry has no helper: that source fails, and the job with it.
      followed.release("tool", "2.0", 1);
      Shell.Result first = night(forge, folder.resolve("first"));
      assertEquals(1, first.exitCode(), first::toString);
      assertEquals(
          Stream.concat(pushes(), opened(forge.branch()).stream()).toList(),
          forge.news(),
          first::toString);
      assertRequest(forge, "    newer versions\n      lab-tool  1.0 -> 2.0  (");
      assertTrue(forge.text("pr").contains("\n    failed\n"), forge.text("pr"));
      assertEquals(List.of(FollowedTool.SECOND), added(forge, base));
      assertEquals(base, forge.head());
      lookAt(forge);

      followed.release("helper", "1.0", 2);
      Shell.Result second = night(forge, folder.resolve("second"));
      assertEquals(0, second.exitCode(), second::toString);
      assertEquals(
          Stream.concat(pushes(), edited().stream()).toList(), forge.news(), second::toString);
      assertRequest(forge, "    new in what is followed\n");
      assertFalse(forge.text("pr").contains("\n    failed\n"), forge.text("pr"));
      assertEquals(List.of(FollowedTool.HELPER, FollowedTool.SECOND), added(forge, base));

      // Somebody merges it; in images-oci the commits are on the branch alone.
      forge.git(forge.superdataset(), "update-ref", "refs/heads/" + forge.branch(), UPDATE);
      forge.closeAll();
      Shell.Result third = night(forge, folder.resolve("third"));
      assertEquals(0, third.exitCode(), third::toString);
      assertEquals(List.of(), forge.news());
    }
  }

  /** images-oci comes first, since the superdataset names its commits. */
  private static Stream<String> pushes() {
    return Stream.of("containers-oci.git", "containers.git")
        .flatMap(
            repository ->
                Stream.of(UPDATE, "git-annex")
                    .map(branch -> "push " + repository + " refs/heads/" + branch));
  }

  private static void assertRequest(Forge forge, String expected) throws IOException {
    String text = forge.text("pr");
    Machine.assertNoSecretIn(text);
    assertTrue(text.startsWith("What longshore update has found"), text);
    assertTrue(text.contains(expected), text);
  }

  /** SIFs that the branch has and {@code base} has not; images-oci has what the branch names. */
  private static List<String> added(Forge forge, String base) {
    String commit = forge.git(forge.superdataset(), "rev-parse", UPDATE + ":images-oci");
    assertEquals(commit, forge.git(forge.imagesOci(), "rev-parse", UPDATE));
    return forge
        .git(
            forge.superdataset(),
            "diff",
            "--name-only",
            "--diff-filter=A",
            base,
            UPDATE,
            "--",
            "images")
        .lines()
        .toList();
  }
}
