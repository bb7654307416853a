package io.longshore.acceptance.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates are killed while they publish, are resumed, and go on where they were. */
class UpdateKillTest {
  private static final Extent EXTENT = Extent.asked();
  private static final int KILLS_IN_EACH_PHASE = EXTENT.choose(1, 12);
  private static final int VERSIONS = EXTENT.choose(6, 60);

  @TempDir Path folder;

  private final Random random = new Random(EXTENT.seed());

  @Test
  void anUpdateThatIsKilledGoesOnWhereItWas() throws IOException, InterruptedException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell collection = workbench.init("collection");
      workbench.longshore(collection, "add", workbench.serve("lab/tool", "1.0", image(0)));
      Files.writeString(
          collection.folder().resolve(".datalad/longshore.yaml"),
          "sources:\n- repository: " + workbench.registry().host() + "/lab/tool\n  take: all\n");
      collection.run("git", "add", ".datalad/longshore.yaml");
      collection.run("git", "commit", "-qm", "Follow the tool");
      for (int i = 1; i <= VERSIONS; i++) {
        workbench.serve("lab/tool", "1." + i, image(i));
      }
      Killer killer = new Killer(folder.resolve("killer"), collection);
      List<String> update =
          List.of(workbench.program().executable().toString(), "update", "--apply");
      List<Killer.Instant> kills = new ArrayList<>();
      for (Phase phase : Phase.of("update")) {
        for (int i = 0; i < KILLS_IN_EACH_PHASE; i++) {
          Killer.Instant instant = instantIn(phase);
          Killer.Outcome outcome = killer.run(collection, instant, update);
          assertTrue(outcome.killed() || outcome.exitCode() == 0, instant + outcome.said());
          if (outcome.killed()) {
            kills.add(instant);
          }
          workbench.longshore(collection, "resume");
          check(collection);
        }
      }
      assertFalse(kills.isEmpty(), "no run was killed");
      workbench.longshore(collection, "update", "--apply");
      check(collection);
      assertEquals(VERSIONS + 1, sifs(collection));
      String head = collection.run("git", "rev-parse", "HEAD");
      workbench.longshore(collection, "update", "--apply");
      assertEquals(head, collection.run("git", "rev-parse", "HEAD"));
      workbench.longshore(collection, "verify");
    }
  }

  private Killer.Instant instantIn(Phase phase) {
    return new Killer.Instant(
        phase,
        random.nextInt(phase.occurrences()),
        random.nextInt(phase.milliseconds() + 1),
        random.nextBoolean() ? Killer.Target.JVM : Killer.Target.GROUP);
  }

  private static MadeImage image(int position) {
    return SmallImages.image(Reference.parse("lab/tool:1"), position, Platform.LINUX_AMD64);
  }

  private static long sifs(Shell collection) {
    return collection.run("git", "ls-files", "images").lines().count();
  }

  /**
   * Each image is there whole or not at all, and the registration is at the newest that is there.
   */
  private static void check(Shell collection) {
    Shell imagesOci = collection.at(collection.folder().resolve("images-oci"));
    for (Shell repository : List.of(collection, imagesOci)) {
      repository.run("git", "fsck", "--no-dangling");
      assertEquals("", repository.run("git", "status", "--porcelain"));
    }
    assertEquals(
        imagesOci.run("git", "rev-parse", "HEAD"),
        collection.run("git", "rev-parse", "HEAD:images-oci"));
    assertEquals(
        sifs(collection), imagesOci.run("git", "ls-files", "*/index.json").lines().count());
    String newest = "images/lab/lab-tool--1." + (sifs(collection) - 1) + ".sif";
    assertEquals(
        newest + "\n",
        collection.run(
            "git", "config", "-f", ".datalad/config", "datalad.containers.lab-tool.image"));
  }
}
