package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.ExpectedCollection;
import io.longshore.acceptance.collection.History;
import io.longshore.acceptance.collection.LaidOutCollection;
import io.longshore.acceptance.collection.MemoryOverTime;
import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.acceptance.collection.RegistrationFact;
import io.longshore.acceptance.collection.SecondTerminal;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.acceptance.registry.HubMirror;
import io.longshore.acceptance.registry.RegistryPush;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.oci.Reference;
import io.longshore.testing.DockerRegistry;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole collection, migrated once; each test looks at another side of the outcome. Also prints
 * time and memory: {@code -Dlongshore.jobs=1} sets how many images are worked on at once. With the
 * whole of what takes minutes, somebody works in the collection meanwhile.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MigrationTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<RecipeFact> RECIPES = RecipeFact.all();
  private static final ExpectedCollection EXPECTED = new ExpectedCollection(RECIPES);
  private static final Set<String> REGISTERED =
      RegistrationFact.all().stream().map(RegistrationFact::image).collect(Collectors.toSet());

  private DockerRegistry registry;
  private Program program;
  private Shell shell;
  private LaidOutCollection collection;
  private String commitBefore;
  private String configurationBefore;
  private Shell.Result outcome;
  private double seconds;
  private List<Long> memoryQuarters;

  @BeforeAll
  void migrateEverything(@TempDir Path folder) throws Exception {
    registry = DockerRegistry.start(folder.resolve("registry"));
    try (RegistryPush push = new RegistryPush(registry.host())) {
      SmallImages.push(
          RECIPES.stream().map(RecipeFact::from).distinct().map(Reference::parse).toList(), push);
    }
    program = Program.install(folder);
    Path mirrors = HubMirror.configuration(folder.resolve("registries.conf"), registry.host());
    Shell base = program.shell().with("CONTAINERS_REGISTRIES_CONF", mirrors.toString());
    collection = LaidOutCollection.whole(folder.resolve("containers"), base);
    shell = collection.shell();
    commitBefore = shell.run("git", "rev-parse", "HEAD").strip();
    configurationBefore = Files.readString(collection.path(".datalad/config"));
    String jobs = System.getProperty("longshore.jobs");
    long begin = System.nanoTime();
    try (MemoryOverTime memory = new MemoryOverTime();
        AutoCloseable _ = besideSomebody(folder)) {
      outcome =
          jobs == null ? program.migrateToOci(shell) : program.migrateToOci(shell, "--jobs", jobs);
      memoryQuarters = memory.quarters();
    }
    seconds = (System.nanoTime() - begin) / 1e9;
  }

  private AutoCloseable besideSomebody(Path folder) throws IOException {
    return Extent.asked().isWhole() ? SecondTerminal.open(shell, folder.resolve("end")) : () -> {};
  }

  @AfterAll
  void stopRegistry() {
    registry.close();
  }

  @Test
  void everyRecipeIsMigrated() {
    System.out.printf(
        Locale.ROOT,
        "migrated %d images in %.1f s: %.3f s an image; memory in each quarter of it: %s MB%n",
        RECIPES.size(),
        seconds,
        seconds / RECIPES.size(),
        memoryQuarters);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals(389, RECIPES.size());
    assertTrue(outcome.errors().contains("389 migrated, 0 left as they are, 0 failed"));
    Set<String> tracked = tracked(shell);
    Set<String> sifs =
        tracked.stream().filter(path -> path.endsWith(".sif")).collect(Collectors.toSet());
    assertEquals(EXPECTED.bySif().keySet(), sifs);
    Set<String> layouts =
        tracked(collection.imagesOci()).stream()
            .filter(path -> path.endsWith("/oci-layout"))
            .map(path -> path.substring(0, path.length() - "/oci-layout".length()))
            .collect(Collectors.toSet());
    assertEquals(
        RECIPES.stream().map(ExpectedCollection::layout).collect(Collectors.toSet()), layouts);
  }

  @Test
  void memoryDoesNotGrowWithTheNumberOfImages() {
    long soon = memoryQuarters.get(1);
    long atTheEnd = memoryQuarters.get(3);
    assertTrue(soon > 0 && atTheEnd <= 1.25 * soon + 32, () -> memoryQuarters + " MB");
  }

  @Test
  void recipesAndOldImagesAreGone() {
    Set<String> tracked = tracked(shell);
    for (RecipeFact recipe : RECIPES) {
      assertFalse(tracked.contains(recipe.recipe()), recipe.recipe());
      assertFalse(Files.exists(collection.path(recipe.recipe())), recipe.recipe());
      recipe.oldImage().ifPresent(old -> assertFalse(tracked.contains(old), old));
    }
  }

  @Test
  void bothDatasetsAreClean() {
    assertAll(
        () -> assertEquals("", shell.run("git", "status", "--porcelain")),
        () -> assertEquals("", collection.imagesOci().run("git", "status", "--porcelain")),
        () -> assertEquals("", changesDataladSees()));
  }

  @Test
  void exactlyTheRegistrationsOfReplacedImagesAreRepointed() throws IOException {
    String after = Files.readString(collection.path(".datalad/config"));
    assertEquals(EXPECTED.configuration(configurationBefore), after);
    List<String> before = configurationBefore.lines().toList();
    List<String> now = after.lines().toList();
    long changed =
        IntStream.range(0, before.size())
            .filter(line -> !before.get(line).equals(now.get(line)))
            .count();
    assertEquals(69, changed);
  }

  @Test
  void theSuperdatasetHasThreeCommitsForEachImage() {
    List<History.Commit> commits = History.of(shell, commitBefore);
    assertEquals(1 + 3 * RECIPES.size(), commits.size());
    assertTrue(commits.getFirst().changes().contains("A images-oci"));
    assertTrue(commits.getFirst().changes().contains("A scripts/oci_cmd"));
    Map<String, RecipeFact> bySif = EXPECTED.bySif();
    Set<String> built = new HashSet<>();
    for (int i = 1; i < commits.size(); i += 3) {
      assertEquals(Set.of("M images-oci"), commits.get(i).changes());
      History.Commit run = commits.get(i + 1);
      assertTrue(run.subject().startsWith("[DATALAD RUNCMD] "), run.subject());
      assertEquals(1, run.changes().size(), run.toString());
      String sif = run.changes().iterator().next().substring("A ".length());
      assertTrue(built.add(sif), sif);
      assertEquals(replacement(bySif.get(sif)), commits.get(i + 2).changes(), sif);
    }
  }

  @Test
  void imagesOciHasOneCommitForEachImage() {
    List<History.Commit> layouts =
        History.of(collection.imagesOci(), "").stream()
            .filter(
                commit ->
                    commit.changes().stream().anyMatch(change -> change.endsWith("/oci-layout")))
            .toList();
    assertEquals(RECIPES.size(), layouts.size());
    for (History.Commit commit : layouts) {
      Set<String> folders =
          commit.changes().stream()
              .map(change -> change.substring(2))
              .filter(path -> !path.equals(".datalad/config"))
              .map(path -> path.substring(0, path.indexOf(".oci/") + 4))
              .collect(Collectors.toSet());
      assertEquals(1, folders.size(), commit.toString());
    }
  }

  @Test
  void everySifIsAnnexedUnderItsMd5AndPresent() {
    String found = shell.run("git", "annex", "find", "--in=here", "--format=${key} ${file}\\n");
    List<String> lines = found.lines().toList();
    assertEquals(RECIPES.size(), lines.size());
    for (String line : lines) {
      assertTrue(line.matches("MD5E-s[0-9]+--[0-9a-f]{32}[^ ]*\\.sif images/\\S+\\.sif"), line);
    }
  }

  @Test
  void everyLayerIsAnnexedUnderItsDigestAndKnowsItsRegistry() {
    Map<String, String> repositories =
        RECIPES.stream()
            .collect(
                Collectors.toMap(
                    ExpectedCollection::layout,
                    recipe -> Reference.parse(recipe.from()).repository().path()));
    String whereis = collection.imagesOci().run("git", "annex", "whereis", "--json");
    List<JsonNode> files = whereis.lines().map(line -> JSON.readTree(line)).toList();
    assertTrue(files.size() >= 2 * RECIPES.size() + 10 * 8, "layers: " + files.size());
    for (JsonNode file : files) {
      String path = file.path("file").asString();
      String hex = path.substring(path.lastIndexOf('/') + 1);
      String layout = path.substring(0, path.indexOf(".oci/") + 4);
      assertTrue(
          file.path("key").asString().matches("SHA256-s[0-9]+--" + hex),
          file.path("key").asString());
      String url =
          "https://registry-1.docker.io/v2/" + repositories.get(layout) + "/blobs/sha256:" + hex;
      assertTrue(urls(file).contains(url), path + " has " + urls(file));
      for (String known : urls(file)) {
        assertTrue(known.startsWith("https://registry-1.docker.io/v2/"), known);
      }
    }
  }

  @Test
  void findNamesWhatHasNoUrlAndNothingElse() throws IOException {
    Shell imagesOci = collection.imagesOci();
    assertEquals("", withoutUrl(imagesOci));
    collection.write("images-oci/planted.bin", "content that came from nowhere");
    imagesOci.run("git", "annex", "add", "-q", "--force-large", "planted.bin");
    try {
      assertEquals("planted.bin\n", withoutUrl(imagesOci));
    } finally {
      imagesOci.run("git", "rm", "-q", "-f", "planted.bin");
    }
  }

  @Test
  void layoutsKeepOneImageAndAreReadByOtherTools() {
    for (RecipeFact recipe : List.of(RECIPES.getFirst(), RECIPES.get(1), RECIPES.getLast())) {
      String layout = collection.path("images-oci").resolve(ExpectedCollection.layout(recipe)) + "";
      JsonNode shown = JSON.readTree(shell.run("skopeo", "inspect", "--config", "oci:" + layout));
      assertEquals("amd64", shown.path("architecture").asString());
      assertTrue(
          shown.path("config").path("Env").toString().contains("IMAGE="),
          () -> "not the image of " + recipe.from() + ": " + shown);
    }
  }

  @Test
  void runningAgainDoesNothingAndSaysSo() throws IOException {
    Snapshot before = Snapshot.of(shell);
    Shell.Result again = program.migrateToOci(shell);
    assertEquals(0, again.exitCode(), again.errors());
    assertTrue(again.errors().contains("nothing to migrate"), again.errors());
    assertEquals(before, Snapshot.of(shell));
  }

  private String changesDataladSees() {
    return shell
        .run("datalad", "-f", "json", "status", "--recursive")
        .lines()
        .map(line -> JSON.readTree(line))
        .filter(status -> !status.path("state").asString().equals("clean"))
        .map(JsonNode::toString)
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> replacement(RecipeFact recipe) {
    Set<String> changes = new HashSet<>();
    changes.add("D " + recipe.recipe());
    Optional<String> old = recipe.oldImage();
    old.ifPresent(image -> changes.add("D " + image));
    if (old.isPresent() && REGISTERED.contains(old.get())) {
      changes.add("M .datalad/config");
    }
    return changes;
  }

  private static String withoutUrl(Shell imagesOci) {
    return imagesOci.run(
        "git", "annex", "find", "--not", "--in", "datalad", "--and", "--not", "--in", "web");
  }

  private static Set<String> urls(JsonNode file) {
    Set<String> urls = new HashSet<>();
    for (JsonNode place : file.path("whereis")) {
      place.path("urls").forEach(url -> urls.add(url.asString()));
    }
    return urls;
  }

  private static Set<String> tracked(Shell repository) {
    return repository.run("git", "ls-files").lines().collect(Collectors.toSet());
  }
}
