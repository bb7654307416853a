package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.acceptance.collection.Trees;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Images are taken back from copies of a collection in which one run migrated eight. */
@TestInstance(Lifecycle.PER_CLASS)
class RollbackTest {
  private static final int IMAGES = 8;
  private static final int MIDDLE = 3;

  private Path folder;
  private SmallCollection collection;
  private Path bare;
  private Path unmigrated;
  private Trees migrated;

  @BeforeAll
  void migrateAll(@TempDir Path temporary) throws IOException {
    folder = temporary;
    collection = SmallCollection.of(folder, LoopbackOptions.PLAIN, IMAGES);
    bare = copy(collection.dataset().folder(), "bare").folder();
    // What is copied after this has the same images-oci, and so the same dataset id in its files.
    succeed(collection.shell(), "init");
    unmigrated = copy(collection.dataset().folder(), "unmigrated").folder();
    succeed(collection.shell(), "migrate", "--jobs", "2");
    migrated = Trees.of(collection.shell());
  }

  @AfterAll
  void stopRegistry() {
    collection.close();
  }

  private Shell copy(Path dataset, String name) {
    Path target = folder.resolve(name);
    collection.shell().run("cp", "-a", dataset.toString(), target.toString());
    return collection.shell().at(target);
  }

  private Shell migratedCopy(String name) {
    return copy(collection.dataset().folder(), name);
  }

  private Shell.Result succeed(Shell shell, String... arguments) {
    Shell.Result result = collection.program().run(shell, arguments);
    assertEquals(0, result.exitCode(), result.errors());
    assertEquals("", shell.run("git", "status", "--porcelain"));
    assertEquals("", imagesOci(shell).run("git", "status", "--porcelain"));
    return result;
  }

  private void refuse(Shell shell, List<String> arguments, String reason) throws IOException {
    Snapshot before = Snapshot.of(shell);
    Shell.Result result = collection.program().run(shell, arguments.toArray(String[]::new));
    assertEquals(2, result.exitCode(), result.errors());
    assertTrue(result.errors().contains(reason), result.errors());
    assertEquals(before, Snapshot.of(shell));
  }

  private long blobRequests() {
    return collection.registry().received().stream().filter(ReceivedRequest::isForBlob).count();
  }

  private static Shell imagesOci(Shell dataset) {
    return dataset.at(dataset.folder().resolve("images-oci"));
  }

  private static String name(int position) {
    return "bids-app-" + position + "--1.0";
  }

  private String sif(int position) {
    return "images/bids/" + name(position) + ".sif";
  }

  @Test
  void oneImageOfARunGoesAsIfTheOthersAloneHadBeenMigrated() {
    Shell others = copy(unmigrated, "others");
    String[] recipes =
        IntStream.range(0, IMAGES)
            .filter(position -> position != MIDDLE)
            .mapToObj(collection::recipe)
            .sorted()
            .toArray(String[]::new);
    succeed(others, Stream.concat(Stream.of("migrate"), Stream.of(recipes)).toArray(String[]::new));
    Shell shell = migratedCopy("middle");
    String before = shell.run("git", "rev-parse", "HEAD").strip();

    succeed(shell, "rollback", name(MIDDLE));

    assertEquals(Trees.of(others), Trees.of(shell));
    assertEquals(before, shell.run("git", "rev-parse", "HEAD~1").strip());
    assertTrue(Files.exists(shell.folder().resolve(collection.recipe(MIDDLE))));

    succeed(shell, "migrate");
    succeed(others, "migrate");
    assertEquals(Trees.of(others), Trees.of(shell));
    assertEquals(migrated.superdataset(), Trees.of(shell).superdataset());
    succeed(shell, "verify");
  }

  @Test
  void aWholeRunGoesAsIfTheCollectionHadOnlyBeenPrepared() {
    Shell shell = migratedCopy("whole");

    Shell.Result result = succeed(shell, "rollback", "--last");

    assertTrue(result.errors().contains(IMAGES + " images rolled back"), result.errors());
    assertEquals(Trees.of(collection.shell().at(unmigrated)), Trees.of(shell));
    shell.run("git", "fsck", "--strict");
    imagesOci(shell).run("git", "fsck", "--strict");

    long requests = blobRequests();
    succeed(shell, "migrate");
    assertEquals(migrated, Trees.of(shell));
    assertEquals(requests, blobRequests(), "nothing is fetched again");
  }

  @Test
  void whatTheFirstRunMadeForAllImagesStays() {
    Shell shell = copy(bare, "first-run");
    succeed(shell, "migrate", collection.recipe(0));
    succeed(shell, "rollback", "--last");
    Set<String> changes =
        shell
            .run("git", "diff", "--name-status", "--ignore-submodules=none", "HEAD~5", "HEAD")
            .lines()
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "M\t.gitattributes",
            "A\t.gitmodules",
            "A\timages-oci",
            "A\tscripts/.gitattributes",
            "A\tscripts/migrate_to_oci",
            "A\tscripts/oci_cmd"),
        changes);
  }

  @Test
  void theLogTellsRunsAndWhatBecameOfThem() {
    Shell shell = migratedCopy("log");
    String runs = succeed(shell, "log", "--runs").output();
    assertTrue(runs.matches("run [0-9a-f]{12}  .*  " + IMAGES + " images\n"), runs);
    String run = runs.substring("run ".length(), "run ".length() + 12);

    succeed(shell, "rollback", "--run", run.substring(0, 6));

    List<String> lines = succeed(shell, "log").output().lines().toList();
    assertTrue(lines.getFirst().endsWith("  " + IMAGES + " images taken back"), lines.getFirst());
    String undoing = lines.getFirst().substring("run ".length(), "run ".length() + 12);
    assertTrue(lines.contains("  " + sif(3) + "  taken back, published by run " + run));
    assertTrue(lines.contains("  " + sif(3) + "  rolled back by run " + undoing));
    String json = succeed(shell, "log", "--json", name(3) + ".sif").output();
    assertEquals(4, json.lines().count(), json);
    assertTrue(json.contains("\"state\":\"rolled_back\""), json);
    Shell clone = shell.at(folder);
    clone.run("git", "clone", "-q", shell.folder().toString(), "clone");
    assertEquals(
        String.join("\n", lines) + "\n",
        collection.program().run(clone.at(folder.resolve("clone")), "log").output());
  }

  @Test
  void nothingThatWasEditedSinceIsLost() throws IOException {
    Shell shell = migratedCopy("edited");
    Path config = shell.folder().resolve(".datalad/config");
    String text = Files.readString(config);
    Files.writeString(
        config,
        text.replace(
            "\timage = " + sif(5) + "\n", "\timage = " + sif(5) + "\n\tupdateurl = elsewhere\n"));
    shell.run("git", "commit", "-q", "-a", "-m", "an edit");
    refuse(shell, List.of("rollback", name(5)), "the registration bids-app-5 was edited since");
    refuse(shell, List.of("rollback", "--last"), "bids-app-5--1.0: the registration");

    Files.writeString(
        config,
        text + "[datalad \"containers.pinned\"]\n\timage = " + sif(6) + "\n\tcmdexec = x\n");
    shell.run("git", "commit", "-q", "-a", "-m", "another registration");
    refuse(shell, List.of("rollback", name(6)), "the registration pinned points to " + sif(6));
    succeed(shell, "rollback", "bids-app-5");
    assertTrue(Files.readString(config).contains("containers.pinned"));
  }

  @Test
  void filesThatAreNotCommittedAreNoticed() throws IOException {
    Shell shell = migratedCopy("uncommitted");
    Files.writeString(shell.folder().resolve(collection.recipe(4)), "mine");
    refuse(shell, List.of("rollback", name(4)), "has changes that are not committed");
  }

  @Test
  void anImageThatALaterRunBuiltUponStaysUntilThatIsGone() throws IOException {
    Shell shell = copy(unmigrated, "built-upon");
    String reference = collection.registry().host() + "/bids/app-0:1.0";
    String image = "images/tools/tool--1.sif";
    succeed(shell, "add", reference, "--image", image, "--layout-only");
    succeed(shell, "add", reference, "--image", image);
    String first = succeed(shell, "log", "--runs").output().lines().toList().get(1).split(" ")[1];

    refuse(shell, List.of("rollback", "--run", first), image + " is made of that layout");

    succeed(shell, "rollback", image);
    assertFalse(Files.exists(shell.folder().resolve(image)));
    assertTrue(Files.exists(shell.folder().resolve("images-oci/tools/tool--1.oci/oci-layout")));
    succeed(shell, "rollback", "--run", first);
    assertFalse(Files.exists(shell.folder().resolve("images-oci/tools")));
  }

  @Test
  void anImageThatALaterRunReplacedSaysWhich() throws IOException {
    Shell shell = migratedCopy("replaced");
    String reference = collection.registry().host() + "/bids/app-1:1.0";
    succeed(shell, "add", reference, "--image", sif(0), "--update");
    List<String> runs = succeed(shell, "log", "--runs").output().lines().toList();
    String later = runs.getFirst().split(" ")[1];

    refuse(
        shell, List.of("rollback", "--run", runs.get(1).split(" ")[1]), "(by run " + later + ")");

    succeed(shell, "rollback", name(0));
    assertEquals(migrated, Trees.of(shell));
    succeed(shell, "rollback", name(0));
    assertTrue(Files.exists(shell.folder().resolve(collection.recipe(0))));
  }

  @Test
  void contentGoesOnlyWhenAskedAndOnlyWhatNobodyNeeds() {
    Shell shell = migratedCopy("drop");
    String contents =
        imagesOci(shell).run("git", "annex", "find", "--in=here", "--format=${key}\\n");
    long shared = contents.lines().distinct().count();

    Shell.Result result = succeed(shell, "rollback", name(2), "--drop");

    assertTrue(result.errors().contains("in 2 annexed files"), result.errors());
    assertEquals(
        shared - 1,
        imagesOci(shell)
            .run("git", "annex", "find", "--in=here", "--format=${key}\\n")
            .lines()
            .distinct()
            .count());
    shell.run("git", "annex", "fsck", "--quiet", "--include=*.sif");
    imagesOci(shell).run("git", "annex", "fsck", "--quiet");
    succeed(shell, "migrate");
    succeed(shell, "verify");
  }

  @Test
  void whatCannotBeFoundIsSaid() throws IOException {
    Shell shell = copy(unmigrated, "nothing");
    assertTrue(succeed(shell, "log").output().contains("no run is in the history yet"));
    refuse(shell, List.of("rollback", "--last"), "has no image that could be rolled back");
    refuse(shell, List.of("rollback", name(0)), "names no image that a run published");
    refuse(shell, List.of("rollback", "--run", "abcdef"), "is not in the history");
    refuse(shell, List.of("rollback"), "say what to roll back");
  }
}
