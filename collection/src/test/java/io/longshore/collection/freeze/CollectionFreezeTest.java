package io.longshore.collection.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.session.StopRequest;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Freezing and thawing in both datasets of a collection, and in a study around it. */
class CollectionFreezeTest {
  private static final String IMAGE = "images/bids/app--1.0.sif";

  @TempDir static Path shared;
  private static MigratedCollection prepared;

  @TempDir Path folder;
  private MigratedCollection collection;

  @BeforeAll
  static void migrate() throws IOException {
    prepared = MigratedCollection.migrated(shared.resolve("prepared"));
  }

  @BeforeEach
  void copy() throws IOException {
    collection = prepared.copy(folder.resolve("collection"));
  }

  private static CollectionFreeze freeze(Path root, boolean thaw, String typed) {
    return freeze(root, thaw, typed, Optional.empty());
  }

  private static CollectionFreeze freeze(
      Path root, boolean thaw, String typed, Optional<String> as) {
    return new CollectionFreeze(
        new FreezeRequest(root, List.of(WantedVersion.parse(typed)), as, thaw),
        (subject, problem) -> {
          throw new AssertionError(subject + ": " + problem);
        },
        new StopRequest());
  }

  private static String configuration(Path root) throws IOException {
    return Files.readString(root.resolve(".datalad/config"));
  }

  private String git(Path where, String... words) throws IOException {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(words)).toArray(String[]::new);
    return new LocalCommandRunner().run(TypedCommand.of(where, command)).text();
  }

  @Test
  void bothDatasetsSayItOnceAndThawingGivesTheirBytesBack() throws IOException {
    final String before = configuration(collection.root());
    final String layoutsBefore = configuration(collection.imagesOci());
    Path root = collection.root();

    assertTrue(freeze(root, /* thaw= */ false, "app=1").run().changed());
    assertEquals(before.replace(IMAGE, IMAGE + "  # frozen"), configuration(root));
    assertEquals(
        layoutsBefore.replace(
            MigratedCollection.APP_LAYOUT, MigratedCollection.APP_LAYOUT + "  # frozen"),
        configuration(collection.imagesOci()));
    assertEquals("", collection.git("status", "--porcelain", "--ignore-submodules=none"));
    assertEquals("Freeze app at 1.0", collection.git("log", "-1", "--format=%s").strip());

    String head = collection.git("rev-parse", "HEAD");
    assertFalse(freeze(root, /* thaw= */ false, "app").run().changed());
    assertEquals(head, collection.git("rev-parse", "HEAD"));

    assertTrue(freeze(root, /* thaw= */ true, "app").run().changed());
    assertEquals(before, configuration(root));
    assertEquals(layoutsBefore, configuration(collection.imagesOci()));
    assertEquals("", collection.git("status", "--porcelain", "--ignore-submodules=none"));
  }

  @Test
  void aNameOfItsOwnIsCalledLikeItsSource() throws IOException {
    freeze(collection.root(), /* thaw= */ false, "app=*", Optional.of("{name}-{version}")).run();
    String added = configuration(collection.root());
    assertTrue(
        added.endsWith(
            """
            [datalad "containers.app-1-0"] image = images/bids/app--1.0.sif  # frozen
            [datalad "containers.app-1-0"] cmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}
            """),
        added);
    assertTrue(
        configuration(collection.imagesOci())
            .contains("[datalad \"containers.app-1-0\"] image = bids/app--1.0.oci  # frozen\n"));
  }

  private void assertRefused(String words) throws IOException {
    CollectionFreeze freeze = freeze(collection.root(), /* thaw= */ false, "app");
    List<Executable> planAndRun = List.of(freeze::plan, freeze::run);
    for (Executable step : planAndRun) {
      FailureException refused = assertThrows(FailureException.class, step);
      String said = refused.problem() + ", " + refused.nextStep();
      assertTrue(said.contains(words), said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "images-oci"})
  void anEditThatGitWasToldToOverlookIsNotLost(String dataset) throws IOException {
    Path root = collection.root().resolve(dataset);
    String head = git(root, "rev-parse", "HEAD");
    for (String mark : List.of("assume-unchanged", "skip-worktree")) {
      git(root, "update-index", "--" + mark, ".datalad/config");
      String edited = configuration(root) + "# an edit\n";
      Files.writeString(root.resolve(".datalad/config"), edited);
      assertRefused("update-index --no-" + mark + " .datalad/config");
      assertEquals(edited, configuration(root));
      git(root, "update-index", "--no-" + mark, ".datalad/config");
      git(root, "checkout", "--", ".datalad/config");
    }
    assertEquals(head, git(root, "rev-parse", "HEAD"));
    assertTrue(freeze(collection.root(), /* thaw= */ false, "app").run().changed());
  }

  @Test
  void aStudyFreezesForItself() throws IOException {
    Path study = Files.createDirectories(folder.resolve("study"));
    git(study, "init", "--quiet", "--initial-branch=master");
    git(study, "config", "user.name", "Ada Example");
    git(study, "config", "user.email", "ada@example.org");
    Files.createDirectories(study.resolve(".datalad"));
    Files.writeString(study.resolve(".datalad/config"), "[datalad \"dataset\"]\n\tid = 1\n");
    Files.createDirectories(study.resolve("code"));
    Path held = study.resolve("code/containers");
    collection = collection.copy(held);
    FailureException notHeld =
        assertThrows(
            FailureException.class,
            () -> freeze(held, /* thaw= */ false, "app").into(study, /* dryRun= */ false));
    assertTrue(notHeld.problem().contains("as a subdataset"), notHeld.problem());

    git(study, "add", ".");
    git(study, "commit", "--quiet", "-m", "A study");
    Files.writeString(study.resolve("unsaved"), "somebody's");
    git(study, "add", "unsaved");
    final String ofCollection = collection.git("rev-parse", "HEAD");
    assertTrue(freeze(held, /* thaw= */ false, "app").into(study, /* dryRun= */ true).changed());
    assertEquals("A study", git(study, "log", "-1", "--format=%s"));
    assertTrue(freeze(held, /* thaw= */ false, "app").into(study, /* dryRun= */ false).changed());
    assertFalse(freeze(held, /* thaw= */ false, "app").into(study, /* dryRun= */ false).changed());

    assertEquals(
        """
        [datalad "dataset"]
        	id = 1
        [datalad "containers.app"] image = code/containers/images/bids/app--1.0.sif  # frozen
        [datalad "containers.app"] cmdexec = {img_dspath}/code/containers/scripts/singularity_cmd run {img} {cmd}
        """,
        configuration(study));
    assertEquals("Freeze app at 1.0", git(study, "log", "-1", "--format=%s"));
    assertEquals("A  unsaved", git(study, "status", "--porcelain"));
    assertEquals(ofCollection, collection.git("rev-parse", "HEAD"));
  }

  @Test
  void anImagesOciThatIsNoSubdatasetYetIsNotMadeOneByTheWay() throws IOException {
    collection.git("rm", "--quiet", "--cached", "images-oci");
    collection.git("rm", "--quiet", ".gitmodules");
    collection.git("commit", "--quiet", "-m", "No subdataset");
    assertRefused("is no subdataset of");
    assertEquals("No subdataset", collection.git("log", "-1", "--format=%s").strip());
  }

  @Test
  void whatTheStudyHasUnderThatNameStays() throws IOException {
    Path study = folder;
    git(study, "init", "--quiet", "--initial-branch=master");
    git(study, "config", "user.name", "Ada Example");
    git(study, "config", "user.email", "ada@example.org");
    Files.createDirectories(study.resolve(".datalad"));
    String own = "[datalad \"containers.app\"]\n\timage = images/app.sif\n";
    Files.writeString(study.resolve(".datalad/config"), own);
    git(study, "add", ".");
    git(study, "commit", "--quiet", "-m", "A study");
    FailureException refused =
        assertThrows(
            FailureException.class,
            () ->
                freeze(collection.root(), /* thaw= */ false, "app")
                    .into(study, /* dryRun= */ false));
    assertTrue(refused.problem().contains("already, for another image"), refused.problem());
    assertEquals(own, configuration(study));
  }
}
