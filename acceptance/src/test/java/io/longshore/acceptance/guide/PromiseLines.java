package io.longshore.acceptance.guide;

import static io.longshore.acceptance.guide.GuideGround.ABSENT_RECIPE;
import static io.longshore.acceptance.guide.GuideGround.VALIDATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.RunnableImage;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.Access;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What the published guide says the workflow is good for, and what it left to the future. */
final class PromiseLines {
  private static final String LAYOUT = "images-oci/bids/bids-validator--1.2.3.oci";
  private static final String ALPINE = "images/test/test-alpine.sif";

  private final GuideGround ground;

  PromiseLines(GuideGround ground) {
    this.ground = ground;
  }

  Map<String, LineExecutor> executors() {
    return Map.of(
        "B1", this::fetchFromUrls,
        "B2", _ -> readByOthers(),
        "B3", _ -> runEither(),
        "B4", _ -> repeatInFreshClone(),
        "B5", line -> updateImage(line, "moved once"),
        "E1", this::updateWhenMoved,
        "E2", _ -> migrateAtOnce(),
        "E3", _ -> failureLeavesNothing(),
        "E4", this::reportForIntegration,
        "E5", this::pruneCache);
  }

  private void fetchFromUrls(GuideLine line) throws IOException {
    LoopbackOptions guarded = LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody());
    try (LoopbackRegistry registry = LoopbackRegistry.start(guarded)) {
      registry.addImage("lab/guarded", "1", image("lab/guarded:1", 0));
      ground.workbench().serve("lab/open", "1", image("lab/open:1", 1));
      Path configuration = ground.workbench().shell().folder().resolve("registries.conf");
      Files.writeString(
          configuration,
          "[[registry]]\nlocation = \"%s\"\ninsecure = true\n".formatted(registry.host()),
          StandardOpenOption.APPEND);
      Shell collection = ground.workbench().init("B1");
      String open = ground.workbench().registry().host() + "/lab/open:1";
      ground.workbench().longshore(collection, "add", registry.host() + "/lab/guarded:1");
      ground.workbench().longshore(collection, "add", open, "--layout-only");
      collection.run("git", "clone", "-q", "images-oci", "../B1-clone");
      Shell clone = ground.workbench().at("B1-clone");
      clone.run("git", "annex", "init", "-q");
      clone.run("git", "remote", "remove", "origin");
      clone.run("git", "annex", "get", "-q", "--from", "web", "lab/lab-open--1.oci");
      clone.run("git", "annex", "drop", "-q", "--force", ".");
      Shell.Result web =
          clone.attempt("git", "annex", "get", "--from", "web", "lab/lab-guarded--1.oci");
      assertNotEquals(0, web.exitCode(), web.output());
      line.typeInstead(clone);
      clone.run("git", "annex", "fsck", "-q");
    }
  }

  /** Images at different positions share no layer. */
  private static MadeImage image(String reference, int position) {
    return SmallImages.image(Reference.parse(reference), position, Platform.LINUX_AMD64);
  }

  private void readByOthers() {
    String config = ground.migrated().run("skopeo", "inspect", "--config", "oci:" + LAYOUT);
    assertTrue(config.contains("/opt/show"), config);
    assertEquals(
        "validator: both\n",
        GuideGround.apptainer(ground.migrated(), "-q run oci:" + LAYOUT + " both"));
  }

  private void runEither() {
    Shell collection = ground.byHand();
    for (Shell where : new Shell[] {collection, ground.imagesOci(collection)}) {
      Shell.Result ran = where.attempt("datalad", "containers-run", "-n", "bids-validator", "both");
      assertEquals(0, ran.exitCode(), ran.errors());
      assertTrue((ran.output() + ran.errors()).contains("validator: both"), ran.errors());
    }
  }

  private void repeatInFreshClone() {
    Shell origin = ground.migrated();
    String built = origin.run("git", "log", "-1", "--format=%h", "--", VALIDATOR + ".sif").strip();
    ground.workbench().shell().run("datalad", "clone", origin.folder().toString(), "B4");
    Shell clone = ground.workbench().at("B4");
    String before = clone.run("git", "rev-parse", "HEAD");
    clone.run("datalad", "rerun", built);
    assertEquals(before, clone.run("git", "rev-parse", "HEAD"));
    assertEquals("", clone.run("git", "status", "--porcelain"));
    assertEquals(
        VALIDATOR + ".sif\n", clone.run("git", "annex", "find", "--in=here", VALIDATOR + ".sif"));
    assertEquals("", ground.imagesOci(clone).run("git", "annex", "find", "--unlocked"));
  }

  private void updateImage(GuideLine line, String word) throws IOException {
    Shell collection = ground.byHand();
    String before = collection.run("git", "annex", "lookupkey", ALPINE);
    ground.workbench().serve("library/alpine", "latest", RunnableImage.make(word));
    line.typeInstead(collection);
    assertNotEquals(before, collection.run("git", "annex", "lookupkey", ALPINE));
    assertEquals(word + ": new\n", collection.run("scripts/singularity_cmd", "run", ALPINE, "new"));
    assertEquals("", collection.run("git", "status", "--porcelain"));
  }

  private void updateWhenMoved(GuideLine line) throws IOException {
    Shell collection = ground.byHand();
    Files.writeString(
        collection.folder().resolve(".datalad/longshore.yaml"),
        "sources:\n- repository: library/alpine\n  family: test\n  name: test-alpine\n");
    collection.run("git", "add", ".datalad/longshore.yaml");
    collection.run("git", "commit", "-qm", "Follow alpine");
    String before = collection.run("git", "rev-parse", "HEAD");
    line.typeInstead(collection);
    assertEquals(before, collection.run("git", "rev-parse", "HEAD"));
    updateImage(line, "moved twice");
  }

  private void migrateAtOnce() {
    Shell collection = ground.unmigrated("E2");
    ground.workbench().longshore(collection, "migrate", "--jobs", "4");
    assertEquals(
        ground.migrated().run("git", "log", "-6", "--format=%s"),
        collection.run("git", "log", "-6", "--format=%s"));
  }

  private void failureLeavesNothing() throws IOException {
    Shell collection = ground.withAbsentImage("E3");
    Snapshot before = Snapshot.of(collection);
    assertEquals(1, collection.attempt("scripts/migrate_to_oci", ABSENT_RECIPE).exitCode());
    assertEquals(before, Snapshot.of(collection));
  }

  private void reportForIntegration(GuideLine line) throws IOException {
    Shell collection = ground.copy(ground.migrated(), "E4");
    line.typeInstead(collection);
    String report = Files.readString(collection.folder().resolve("report.xml"));
    assertTrue(report.contains("<testsuites") && report.contains("failures=\"0\""), report);
  }

  private void pruneCache(GuideLine line) {
    Shell.Result pruned = line.attemptInstead(ground.migrated());
    assertEquals(0, pruned.exitCode(), pruned.errors());
    assertTrue(pruned.errors().contains(" freed"), pruned.errors());
    assertTrue(
        Files.notExists(ground.migrated().folder().resolve(".git/longshore/staging")),
        "temporary files are left");
  }
}
