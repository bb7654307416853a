package io.longshore.acceptance.guide;

import static io.longshore.acceptance.guide.GuideGround.ABSENT_RECIPE;
import static io.longshore.acceptance.guide.GuideGround.OWN_RECIPE;
import static io.longshore.acceptance.guide.GuideGround.RSHRF;
import static io.longshore.acceptance.guide.GuideGround.RSHRF_RECIPE;
import static io.longshore.acceptance.guide.GuideGround.VALIDATOR;
import static io.longshore.acceptance.guide.GuideGround.VALIDATOR_RECIPE;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.History;
import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A collection with recipes: migrated, and looked at afterwards. */
final class MigrationLines {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LAYOUT = "images-oci/bids/bids-validator--1.2.3.oci";
  private static final List<String> WITHOUT_URL =
      List.of("annex", "find", "--not", "--in", "datalad", "--and", "--not", "--in", "web");

  private final GuideGround ground;

  MigrationLines(GuideGround ground) {
    this.ground = ground;
  }

  Map<String, LineExecutor> executors() {
    return Map.ofEntries(
        entry("O1", _ -> passesOn()),
        entry("O2", _ -> isTheWrapperOfLayouts()),
        entry("O3", this::runsALayout),
        entry("O4", this::buildsASif),
        entry("M1", _ -> marksDecide()),
        entry("M2", _ -> layoutsAreThere()),
        entry("M3", _ -> sifsAreWhatTheirLayoutsGive()),
        entry("M4", _ -> registrationsPointToSifs()),
        entry("M5", _ -> recipesAndOldImagesAreGone()),
        entry("M6", _ -> everyLayerHasAUrl()),
        entry("M7", line -> migrate(line, "M7", Set.of(VALIDATOR, RSHRF))),
        entry("M8", line -> migrate(line, "M8", Set.of(VALIDATOR))),
        entry("M9", line -> skipFailures(line, "M9")),
        entry("M10", this::stopAndLog),
        entry("P1", _ -> sourceIsRecorded()),
        entry("P2", this::layoutIsRegistered),
        entry("P3", _ -> everyLayerHasAUrl()),
        entry("P4", _ -> runRecordBuilds()),
        entry("P5", _ -> registrationsPointToSifs()),
        entry("P6", _ -> recipesAndOldImagesAreGone()),
        entry("P7", _ -> commitsTellOfTheMigration()),
        entry("P8", line -> migrate(line, "P8", Set.of(VALIDATOR, RSHRF))),
        entry("P9", line -> skipFailures(line, "P9")),
        entry("S1", _ -> sifsAreWhatTheirLayoutsGive()),
        entry("S2", _ -> imagesOciIsASubdataset()),
        entry("S3", _ -> scriptsAreThere()),
        entry("S4", _ -> registrationsPointToSifs()),
        entry("V1", this::findsFilesWithoutUrl),
        entry("V2", this::listsSifs),
        entry("V3", this::listsRegistrations),
        entry("V4", this::showsRemovals));
  }

  private Shell migrated() {
    return ground.migrated();
  }

  // ---- scripts/oci_cmd

  private void passesOn() {
    String version = migrated().run("scripts/oci_cmd", "--version");
    assertTrue(version.startsWith("apptainer version "), version);
  }

  private void isTheWrapperOfLayouts() {
    assertEquals(
        "{img_dspath}/scripts/oci_cmd run {img} {cmd}\n",
        ground
            .imagesOci(migrated())
            .run(
                "git",
                "config",
                "-f",
                ".datalad/config",
                "datalad.containers.bids-validator.cmdexec"));
    assertTrue(
        Files.isExecutable(ground.imagesOci(migrated()).folder().resolve("scripts/oci_cmd")));
  }

  private void runsALayout(GuideLine line) {
    Shell copy = ground.copy(migrated(), "O3");
    copy.run("cp", "-rL", LAYOUT, "container.oci");
    assertEquals("validator: \n", line.type(copy));
  }

  private void buildsASif(GuideLine line) throws IOException {
    Shell copy = ground.copy(migrated(), "O4");
    copy.run("cp", "-rL", LAYOUT, "input.oci");
    line.type(copy);
    assertEquals("validator: \n", GuideGround.apptainer(copy, "run output.sif"));
    assertEquals(
        -1, Files.mismatch(copy.folder().resolve("output.sif"), path(copy, VALIDATOR + ".sif")));
  }

  // ---- scripts/migrate_to_oci

  private void migrate(GuideLine line, String name, Set<String> expected) {
    Shell copy = ground.unmigrated(name);
    line.type(copy);
    assertMigrated(copy, expected);
    assertEquals("", copy.run("git", "status", "--porcelain"));
  }

  private void skipFailures(GuideLine line, String name) throws IOException {
    Shell copy = ground.withAbsentImage(name);
    Shell.Result result = line.attempt(copy);
    assertEquals(1, result.exitCode(), result.errors());
    assertMigrated(copy, Set.of(VALIDATOR, RSHRF));
    assertTrue(Files.exists(path(copy, ABSENT_RECIPE)));
    if (Files.exists(path(copy, "migration.log"))) {
      assertTrue(Files.readString(path(copy, "migration.log")).startsWith(ABSENT_RECIPE + "\t"));
    }
  }

  private void stopAndLog(GuideLine line) throws IOException {
    Shell copy = ground.withAbsentImage("M10");
    Shell.Result result = line.attempt(copy);
    assertEquals(1, result.exitCode(), result.errors());
    assertMigrated(copy, Set.of());
    List<String> log = Files.readAllLines(path(copy, "migration_failures.log"));
    assertEquals(1, log.size(), log::toString);
    assertTrue(log.getFirst().startsWith(ABSENT_RECIPE + "\tgone\t"), log::toString);
  }

  private static void assertMigrated(Shell copy, Set<String> expected) {
    for (String image : List.of(VALIDATOR, RSHRF)) {
      boolean done = Files.exists(path(copy, image + ".sif"));
      assertEquals(expected.contains(image), done, image);
      assertEquals(!done, Files.exists(path(copy, image.replace("bids-", "Singularity.bids-"))));
    }
  }

  // ---- what a migration leaves

  private void marksDecide() {
    assertTrue(Files.exists(path(migrated(), OWN_RECIPE)));
    Shell.Result named = migrated().attempt("scripts/migrate_to_oci", OWN_RECIPE);
    assertEquals(1, named.exitCode(), named.errors());
    assertTrue(named.errors().contains("is not auto-generated"), named.errors());
  }

  private void layoutsAreThere() {
    for (String layout : List.of(LAYOUT, "images-oci/bids/bids-rshrf--1.0.0.oci")) {
      String shown = migrated().run("skopeo", "inspect", "--raw", "oci:" + layout);
      assertTrue(JSON.readTree(shown).path("layers").size() > 0, shown);
    }
  }

  private void sifsAreWhatTheirLayoutsGive() {
    for (String image : List.of(VALIDATOR, RSHRF)) {
      String layout = image.replace("images/", "images-oci/") + ".oci";
      ground.workbench().longshore(migrated(), "build", "--check", image + ".sif", layout);
    }
  }

  private void registrationsPointToSifs() {
    assertEquals(
        Set.of("bids-rshrf -> " + RSHRF + ".sif", "bids-validator -> " + VALIDATOR + ".sif"),
        Set.copyOf(migrated().run("datalad", "containers-list").lines().toList()));
  }

  private void recipesAndOldImagesAreGone() {
    assertEquals(
        Set.of(OWN_RECIPE, RSHRF + ".sif", VALIDATOR + ".sif"),
        Set.copyOf(migrated().run("git", "ls-files", "images").lines().toList()));
  }

  private void everyLayerHasAUrl() {
    Shell imagesOci = ground.imagesOci(migrated());
    assertEquals("", git(imagesOci, WITHOUT_URL));
    List<String> found = imagesOci.run("git", "annex", "whereis", "--json").lines().toList();
    assertTrue(found.size() >= 2);
    for (String file : found) {
      assertTrue(file.contains("https://registry-1.docker.io/v2/bids/"), file);
    }
  }

  private void sourceIsRecorded() throws IOException {
    String index = Files.readString(path(migrated(), LAYOUT + "/index.json"));
    assertEquals(
        "bids/validator:1.2.3",
        JSON.readTree(index)
            .path("annotations")
            .path("org.datalad.container.image.source")
            .asString());
  }

  private void layoutIsRegistered(GuideLine line) {
    assertEquals("bids/bids-validator--1.2.3.oci\n", line.typeInstead(migrated()));
  }

  private void runRecordBuilds() {
    String message = migrated().run("git", "log", "-1", "--format=%B", "--", VALIDATOR + ".sif");
    assertTrue(message.startsWith("[DATALAD RUNCMD] "), message);
    assertTrue(
        message.contains(
            "\"cmd\": \"scripts/oci_cmd build " + VALIDATOR + ".sif " + LAYOUT + "/\""),
        message);
  }

  private void commitsTellOfTheMigration() {
    List<History.Commit> commits = History.of(migrated(), "HEAD~6");
    assertEquals(6, commits.size());
    for (int i = 0; i < commits.size(); i += 3) {
      assertEquals(Set.of("M images-oci"), commits.get(i).changes());
      assertTrue(commits.get(i + 1).subject().startsWith("[DATALAD RUNCMD] "));
      assertTrue(commits.get(i + 2).subject().matches("Migrate .* to OCI"));
      assertTrue(commits.get(i + 2).changes().contains("M .datalad/config"));
    }
  }

  private void imagesOciIsASubdataset() {
    assertEquals(
        "subdataset(ok): images-oci (dataset)\n", migrated().run("datalad", "subdatasets"));
    assertEquals(
        "nothing to save, working tree clean\n", migrated().run("datalad", "status", "-r"));
  }

  private void scriptsAreThere() {
    for (String script : List.of("oci_cmd", "migrate_to_oci", "singularity_cmd")) {
      assertTrue(Files.isExecutable(path(migrated(), "scripts/" + script)), script);
    }
  }

  // ---- verification

  private void findsFilesWithoutUrl(GuideLine line) throws IOException {
    Shell copy = ground.copy(migrated(), "V1");
    assertEquals("", line.typeInstead(copy));
    Shell imagesOci = ground.imagesOci(copy);
    Files.writeString(path(imagesOci, "planted"), "content from nowhere");
    imagesOci.run("git", "annex", "add", "-q", "--force-large", "planted");
    Shell.Result published = line.attempt(copy);
    assertEquals("", published.output());
    assertEquals("planted\n", line.typeInstead(copy));
  }

  private void listsSifs(GuideLine line) {
    String listed = line.type(migrated());
    assertTrue(listed.contains(VALIDATOR + ".sif") && listed.contains(RSHRF + ".sif"), listed);
  }

  private void listsRegistrations(GuideLine line) {
    String listed = line.type(migrated());
    assertTrue(
        listed.contains("datalad.containers.bids-validator.image " + VALIDATOR + ".sif\n"), listed);
    assertTrue(listed.contains("datalad.containers.bids-rshrf.image " + RSHRF + ".sif\n"), listed);
  }

  private void showsRemovals(GuideLine line) {
    String log = line.type(migrated());
    assertTrue(log.contains("Migrate bids-validator--1.2.3 to OCI"), log);
    assertEquals(OWN_RECIPE + "\n", migrated().run("git", "ls-files", "images/*/Singularity.*"));
    assertFalse(Files.exists(path(migrated(), VALIDATOR_RECIPE)));
    assertFalse(Files.exists(path(migrated(), RSHRF_RECIPE)));
  }

  private static String git(Shell shell, List<String> arguments) {
    return shell.run(Stream.concat(Stream.of("git"), arguments.stream()).toArray(String[]::new));
  }

  private static Path path(Shell shell, String inside) {
    return shell.folder().resolve(inside);
  }
}
