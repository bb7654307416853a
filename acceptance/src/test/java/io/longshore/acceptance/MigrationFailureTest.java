package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a dataset, and what is said, when an image cannot be migrated. */
class MigrationFailureTest {
  @TempDir Path folder;

  @Test
  void anImageThatIsMissingWithholdsThoseAfterIt() throws IOException {
    try (SmallCollection small = withoutTag(4, 1)) {
      Path log = folder.resolve("failures.tsv");
      Shell.Result result = small.migrate("--log-file", log.toString());
      assertEquals(1, result.exitCode(), result.errors());
      assertEquals(List.of(true, false, false, false), migrated(small));
      String[] line = onlyLine(log).split("\t");
      assertEquals(3, line.length);
      assertEquals(small.recipe(1), line[0]);
      assertEquals("gone", line[1]);
      assertTrue(line[2].contains("/bids/app-1:"), line[2]);
      assertTrue(
          result
              .errors()
              .contains("1 migrated, 0 left as they are, 1 failed (1 gone), 2 held back"));
      assertEquals("", small.shell().run("git", "status", "--porcelain"));
    }
  }

  @Test
  void skippingFailuresMigratesTheOthers() throws IOException {
    try (SmallCollection small = withoutTag(4, 1)) {
      Path log = folder.resolve("failures.tsv");
      Shell.Result result = small.migrate("--skip-failures", "--log-file", log.toString());
      assertEquals(1, result.exitCode(), result.errors());
      assertEquals(List.of(true, false, true, true), migrated(small));
      assertTrue(onlyLine(log).startsWith(small.recipe(1) + "\tgone\t"), onlyLine(log));
      assertEquals("", small.shell().run("git", "status", "--porcelain"));
    }
  }

  @Test
  void aBlobWithWrongBytesLeavesTheDatasetAsItWas() throws IOException {
    FaultPlan wrong =
        FaultPlan.always(
            request -> request.isForBlob() && request.target().contains("app-1/"),
            new Fault.WrongBytes());
    try (SmallCollection small =
        SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(wrong), 2)) {
      Shell.Result first = small.migrate(small.recipe(0));
      assertEquals(0, first.exitCode(), first.errors());
      Snapshot before = Snapshot.of(small.shell());
      Shell.Result second = small.migrate(small.recipe(1));
      assertEquals(1, second.exitCode(), second.errors());
      assertTrue(second.errors().contains("sha256:"), second.errors());
      assertEquals(before, Snapshot.of(small.shell()));
    }
  }

  @Test
  void aRegistryThatIsNotThereLeavesTheDatasetAsItWas() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      small.registry().close();
      Snapshot before = Snapshot.of(small.shell());
      Path log = folder.resolve("failures.tsv");
      Shell.Result result = small.migrate("--log-file", log.toString());
      assertEquals(1, result.exitCode(), result.errors());
      assertTrue(onlyLine(log).startsWith(small.recipe(0) + "\tnetwork\t"), onlyLine(log));
      assertTrue(result.errors().contains("next: "), result.errors());
      assertEquals(before, Snapshot.of(small.shell()));
      assertFalse(Files.exists(small.dataset().path("images-oci")));
    }
  }

  @Test
  void aFullDiskLeavesTheDatasetAsItWas() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Shell here = Shell.in(folder);
    here.run("mount", "-t", "tmpfs", "-o", "size=200m", "none", disk.toString());
    try (SmallCollection small =
        SmallCollection.of(
            folder, disk.resolve("containers"), LoopbackOptions.PLAIN, 2, shell -> shell)) {
      Shell.Result first = small.migrate(small.recipe(0));
      assertEquals(0, first.exitCode(), first.errors());
      Path ballast = disk.resolve("ballast");
      Snapshot before = Snapshot.of(small.shell());
      here.attempt("dd", "if=/dev/zero", "of=" + ballast, "bs=4k");
      Shell.Result second = small.migrate();
      Files.delete(ballast);
      assertEquals(1, second.exitCode(), second.errors());
      assertTrue(second.errors().contains("(disk_full)"), second.errors());
      assertTrue(second.errors().contains("make room"), second.errors());
      assertEquals(before, Snapshot.of(small.shell()));
      Shell.Result again = small.migrate();
      assertEquals(0, again.exitCode(), again.errors());
      assertEquals(List.of(true, true), migrated(small));
    } finally {
      here.run("umount", disk.toString());
    }
  }

  @Test
  void aRecipeThatDoesMoreIsLeftAloneUnlessItIsNamed() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      String recipe = small.recipe(0);
      String text = small.recipes().getFirst().text();
      small
          .dataset()
          .write(recipe, text.replace("%environment", "apt-get install -y x\n\n%environment"));
      small.shell().run("git", "commit", "-q", "-a", "-m", "Install something");
      Snapshot before = Snapshot.of(small.shell());

      Shell.Result named = small.migrate(recipe);
      assertEquals(1, named.exitCode(), named.errors());
      assertTrue(named.errors().contains(recipe), named.errors());
      assertEquals(before, Snapshot.of(small.shell()));

      Shell.Result all = small.migrate();
      assertEquals(0, all.exitCode(), all.errors());
      assertEquals(List.of(false, true), migrated(small));
      assertTrue(Files.exists(small.dataset().path(recipe)));
    }
  }

  private SmallCollection withoutTag(int size, int missing) throws IOException {
    FaultPlan gone =
        FaultPlan.always(
            request -> request.isForManifest() && request.target().contains("app-" + missing + "/"),
            new Fault.Status(404, Map.of(), "MANIFEST_UNKNOWN"));
    return SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(gone), size);
  }

  private static List<Boolean> migrated(SmallCollection small) {
    return IntStream.range(0, small.recipes().size()).mapToObj(small::isMigrated).toList();
  }

  private static String onlyLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertEquals(1, lines.size(), lines.toString());
    return lines.getFirst();
  }
}
