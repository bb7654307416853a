package io.longshore.collection.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  private static final String GENERATED =
      "# Automagically prepared for ReproNim/containers distribution.\n";
  private static final String RECIPE = "images/bids/Singularity.app--1.0";

  @TempDir Path root;
  private GitRepository dataset;

  @BeforeEach
  void makeADataset() throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(root, "git", "init", "--quiet", "--initial-branch=master"));
    dataset = GitRepository.at(root, runner);
    dataset.configure("user.name", "Ada Example");
    dataset.configure("user.email", "ada@example.org");
    write(RECIPE, GENERATED + "Bootstrap: docker\nFrom: bids/app:1.0\n");
  }

  @Test
  void namesWhatBelongsToAnImage() throws IOException {
    write("images/bids/app--1.0.sing", "old");
    write(
        ".datalad/config",
        """
        [datalad "containers.second"]
        	image = images/bids/other.sing
        [datalad "containers.app"]
        	image = ./images/bids/app--1.0.sing
        [datalad "containers.a-second-name"]
        	image = images/bids/app--1.0.sing
        """);

    PlanEntry.Eligible entry = assertInstanceOf(PlanEntry.Eligible.class, plan().getFirst());

    assertEquals(RECIPE, entry.recipe());
    assertEquals("bids/app:1.0", entry.reference().asAsked());
    assertEquals(Optional.of("images/bids/app--1.0.sing"), entry.oldImage());
    assertEquals(List.of("app", "a-second-name"), entry.registrations());
    assertEquals("images/bids/app--1.0.sif", entry.names().sif());
    assertEquals("bids/app--1.0.oci", entry.names().layout());
  }

  @Test
  void takesAnOldImageWithTheOlderSuffix() throws IOException {
    write("images/bids/app--1.0.simg", "old");

    PlanEntry.Eligible entry = assertInstanceOf(PlanEntry.Eligible.class, plan().getFirst());

    assertEquals(Optional.of("images/bids/app--1.0.simg"), entry.oldImage());
    assertEquals(List.of(), entry.registrations());
  }

  @Test
  void needsNoOldImage() throws IOException {
    PlanEntry.Eligible entry = assertInstanceOf(PlanEntry.Eligible.class, plan().getFirst());

    assertEquals(Optional.empty(), entry.oldImage());
  }

  @Test
  void sortsByPathAndLooksBelowImagesOnly() throws IOException {
    write("images/adhoc/Singularity.zoo--1", GENERATED + "Bootstrap: docker\nFrom: zoo:1\n");
    write("Singularity.root--1", GENERATED + "Bootstrap: docker\nFrom: root:1\n");

    assertEquals(
        List.of("images/adhoc/Singularity.zoo--1", RECIPE),
        plan().stream().map(PlanEntry::recipe).toList());
  }

  @Test
  void looksAtWhatIsCommitted() throws IOException {
    plan();
    Files.writeString(root.resolve("images/bids/Singularity.new--1"), GENERATED);
    Files.delete(root.resolve(RECIPE));

    List<PlanEntry> entries = planOfHead(List.of(), root);

    assertEquals(List.of(RECIPE), entries.stream().map(PlanEntry::recipe).toList());
  }

  @Test
  void leavesARecipeThatPeopleWrote() throws IOException {
    write(RECIPE, "Bootstrap: docker\nFrom: bids/app:1.0\n");

    assertLeft("is not auto-generated", false, plan().getFirst());
  }

  @Test
  void takesASifThatHasNoLayoutForTheOldImage() throws IOException {
    write("images/bids/app--1.0.sif", "old");
    write("images/bids/app--1.0.sing", "older");

    PlanEntry.Eligible entry = assertInstanceOf(PlanEntry.Eligible.class, plan().getFirst());

    assertEquals(Optional.of("images/bids/app--1.0.sif"), entry.oldImage());
    assertEquals(
        List.of(RepositoryPath.of(RECIPE), RepositoryPath.of("images/bids/app--1.0.sing")),
        entry.superseded());
  }

  /** As another tool leaves it that built the SIF and got no further. */
  @Test
  void allImagesOfARecipeGoTogether() throws IOException {
    write("images/bids/app--1.0.sif", "begun");
    write("images/bids/app--1.0.sing", "old");
    write("images/bids/app--1.0.simg", "older");
    write(
        ".datalad/config",
        """
        [datalad "containers.older"]
        	image = images/bids/app--1.0.simg
        [datalad "containers.app"]
        	image = images/bids/app--1.0.sing
        [datalad "containers.begun"]
        	image = images/bids/app--1.0.sif
        [datalad "containers.other"]
        	image = images/bids/other--1.0.sing
        """);

    PlanEntry.Eligible entry = assertInstanceOf(PlanEntry.Eligible.class, plan().getFirst());

    assertEquals(List.of("older", "app", "begun"), entry.registrations());
    assertEquals(
        List.of(
            RepositoryPath.of(RECIPE),
            RepositoryPath.of("images/bids/app--1.0.sing"),
            RepositoryPath.of("images/bids/app--1.0.simg")),
        entry.superseded());
  }

  @Test
  void theOldImageIsTheOneThatIsRegistered() throws IOException {
    write("images/bids/app--1.0.sif", "begun");
    write("images/bids/app--1.0.sing", "old");
    write(".datalad/config", "[datalad \"containers.app\"]\n image = images/bids/app--1.0.sing\n");

    PlanEntry.Eligible entry = assertInstanceOf(PlanEntry.Eligible.class, plan().getFirst());

    assertEquals(Optional.of("images/bids/app--1.0.sing"), entry.oldImage());
    assertEquals(List.of("images/bids/app--1.0.sif"), entry.furtherImages());
  }

  @Test
  void leavesARecipeWhoseSifIsThereWithItsLayout() throws IOException {
    write("images/bids/app--1.0.sif", "new");
    Path imagesOci = Files.createDirectories(root.resolve("images-oci"));
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(imagesOci, "git", "init", "--quiet", "--initial-branch=master"));
    write("images-oci/bids/app--1.0.oci/index.json", "{}");
    runner.run(TypedCommand.of(imagesOci, "git", "add", "."));
    runner.run(
        TypedCommand.of(
            imagesOci,
            "git",
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.org",
            "commit",
            "--quiet",
            "-m",
            "a layout"));

    assertLeft("images/bids/app--1.0.sif is there already", false, plan().getFirst());
  }

  @Test
  void leavesARecipeWhoseReferenceIsNone() throws IOException {
    write(RECIPE, GENERATED + "Bootstrap: docker\nFrom: BIDS/App:1.0\n");

    assertLeft("From: ", false, plan().getFirst());
  }

  @Test
  void takesRecipesInTheOrderTypedEachOnce() throws IOException {
    String other = "images/adhoc/Singularity.zoo--1";
    write(other, GENERATED + "Bootstrap: docker\nFrom: zoo:1\n");

    List<PlanEntry> entries = plan(List.of(RECIPE, "./" + other, RECIPE), root);

    assertEquals(List.of(RECIPE, other), entries.stream().map(PlanEntry::recipe).toList());
  }

  @Test
  void findsARecipeFromTheCurrentFolderThenFromTheRoot() throws IOException {
    Path current = root.resolve("images/bids");

    assertEquals(RECIPE, plan(List.of("Singularity.app--1.0"), current).getFirst().recipe());
    assertEquals(RECIPE, plan(List.of(RECIPE), current).getFirst().recipe());
  }

  @Test
  void findsARecipeThroughALinkToItsFolder(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), root.resolve("images/bids"));

    assertEquals(
        RECIPE, plan(List.of(link + "/Singularity.app--1.0"), elsewhere).getFirst().recipe());
  }

  @Test
  void saysThatANamedRecipeWasNamed() throws IOException {
    write("README", "read me");

    assertLeft("is not named images/", true, plan(List.of("README"), root).getFirst());
  }

  @Test
  void anImageStandsForItsRecipe() throws IOException {
    write("images/bids/app--1.0.sing", "old");
    write(".datalad/config", "[datalad \"containers.app\"]\n image = images/bids/app--1.0.sing\n");

    for (String typed :
        List.of("images/bids/app--1.0.sing", "app--1.0", "app", "app*", "images/bids")) {
      assertEquals(RECIPE, planOf(typed).recipe(), typed);
    }
  }

  @Test
  void anImageWithoutARecipeIsLeft() throws IOException {
    write("images/bids/lone--1.0.sing", "old");

    assertLeft("migrated with --from", true, planOf("images/bids/lone--1.0.sing"));
    assertLeft("migrated with --from", true, planOf("lone--1.0"));
    assertLeft("migrated with --from", false, planOf("lone*"));
  }

  @Test
  void whatAPatternFitsWasNotNamed() throws IOException {
    write("images/bids/Singularity.own--1", "Bootstrap: docker\nFrom: bids/app:1.0\n");

    assertLeft("is not auto-generated", true, planOf("own--1"));
    assertLeft("is not auto-generated", false, planOf("own*"));
    assertLeft("is not auto-generated", false, plan(List.of("images/bids"), root).getLast());
  }

  private PlanEntry planOf(String typed) throws IOException {
    return plan(List.of(typed), root).getFirst();
  }

  @Test
  void knowsARecipeThatMigrationHasReplaced() throws IOException {
    write("images/bids/done--2.sif", "new");

    assertEquals(
        List.of(
            new PlanEntry.AlreadyMigrated(
                "images/bids/Singularity.done--2", "images/bids/done--2.sif")),
        plan(List.of("images/bids/Singularity.done--2"), root));
  }

  @Test
  void refusesAPathTheDatasetDoesNotHave() {
    FailureException failure =
        assertThrows(
            FailureException.class, () -> plan(List.of("images/bids/Singularity.none--1"), root));

    assertEquals(FailureKind.MISSING, failure.kind());
    assertEquals("images/bids/Singularity.none--1", failure.subject());
  }

  private static void assertLeft(String reason, boolean named, PlanEntry entry) {
    PlanEntry.NotEligible left = assertInstanceOf(PlanEntry.NotEligible.class, entry);
    assertTrue(left.reason().contains(reason), left.reason());
    assertEquals(named, left.named());
  }

  private List<PlanEntry> plan() throws IOException {
    return plan(List.of(), root);
  }

  private List<PlanEntry> plan(List<String> typed, Path currentFolder) throws IOException {
    dataset.run(dataset.git("add", "--all"));
    dataset.run(dataset.git("commit", "--quiet", "--allow-empty", "-m", "a state"));
    return planOfHead(typed, currentFolder);
  }

  private List<PlanEntry> planOfHead(List<String> typed, Path currentFolder) throws IOException {
    try (CommittedCollection collection = CommittedCollection.atHead(dataset)) {
      return Planner.plan(collection, typed, currentFolder);
    }
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
