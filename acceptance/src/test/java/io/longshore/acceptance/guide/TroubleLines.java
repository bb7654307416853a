package io.longshore.acceptance.guide;

import static io.longshore.acceptance.guide.GuideGround.ABSENT_RECIPE;
import static io.longshore.acceptance.guide.GuideGround.VALIDATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.RunnableImage;
import io.longshore.acceptance.collection.Programs;
import io.longshore.acceptance.collection.Shell;
import io.longshore.ground.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What to do when something is wrong. */
final class TroubleLines {
  private static final List<String> FIND =
      List.of("git", "annex", "find", "--not", "--in", "datalad", "--and", "--not", "--in", "web");

  private final GuideGround ground;

  TroubleLines(GuideGround ground) {
    this.ground = ground;
  }

  Map<String, LineExecutor> executors() {
    return Map.of(
        "F1",
        line -> addWithoutDataladAndSkopeo(line, "F1"),
        "F2",
        line -> addWithoutDataladAndSkopeo(line, "F2"),
        "F3",
        this::askRegistries,
        "F4",
        this::registerUrl,
        "F5",
        this::buildWithoutApptainer,
        "F6",
        this::showDisks,
        "F7",
        this::checkLayout,
        "F8",
        _ -> skipFailures(),
        "F9",
        _ -> readLog(),
        "F10",
        _ -> mendAndSayItAgain());
  }

  private void addWithoutDataladAndSkopeo(GuideLine line, String name) throws IOException {
    Path programs = ground.programsWithoutDataladAndSkopeo(name);
    Shell few = ground.workbench().shell().with("PATH", programs.toString());
    for (String absent : List.of("datalad", "skopeo")) {
      assertEquals(127, few.attempt("sh", "-c", "command -v " + absent).exitCode(), absent);
    }
    Shell collection = ground.workbench().with(few).init(name);
    line.typeInstead(collection);
    Programs.remove(programs);
    assertTrue(Files.exists(collection.folder().resolve(GuideGround.RSHRF + ".sif")));
    Shell whole = ground.workbench().at(name);
    assertEquals("nothing to save, working tree clean\n", whole.run("datalad", "status", "-r"));
  }

  private void askRegistries(GuideLine line) throws IOException {
    Shell.Result well = line.attemptInstead(ground.migrated());
    assertEquals(0, well.exitCode(), well.errors());
    assertTrue(well.output().contains("registries"), well.output());

    Path nowhere =
        Files.writeString(
            ground.workbench().shell().folder().resolve("nowhere.conf"),
            """
            [[registry]]
            prefix = "docker.io"
            location = "127.0.0.1:9"
            insecure = true
            """);
    Shell cutOff = ground.migrated().with("CONTAINERS_REGISTRIES_CONF", nowhere.toString());
    Shell.Result ill = line.attemptInstead(cutOff);
    assertEquals(1, ill.exitCode(), ill.errors());
    assertTrue(ill.output().contains("problem  registries"), ill.output());
  }

  private void registerUrl(GuideLine line) {
    Shell imagesOci = ground.imagesOci(ground.copy(ground.migrated(), "F4"));
    byte[] content = "served, and known to nobody".getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(content);
    ground.workbench().registry().addBlob("bids/validator", content);
    String key = "SHA256-s" + content.length + "--" + digest.hex();
    String url =
        "http://" + ground.workbench().registry().host() + "/v2/bids/validator/blobs/" + digest;
    imagesOci.run("git", "annex", "fromkey", "-q", "--force", key, "planted");
    assertEquals("planted\n", imagesOci.run(FIND.toArray(String[]::new)));

    line.typeInstead(imagesOci, key, url);
    assertEquals("", imagesOci.run(FIND.toArray(String[]::new)));
    imagesOci.run("git", "annex", "get", "-q", "planted");
  }

  private void buildWithoutApptainer(GuideLine line) throws IOException {
    Shell collection = ground.copy(ground.migrated(), "F5");
    Shell few =
        collection.with("PATH", ground.workbench().program().installation() + ":/usr/bin:/bin");
    assertNotEquals(
        0, few.attempt("sh", "-c", "command -v apptainer || command -v singularity").exitCode());
    line.typeInstead(few);
    assertEquals(
        -1,
        Files.mismatch(
            collection.folder().resolve("built.sif"),
            collection.folder().resolve(VALIDATOR + ".sif")));
    Shell.Result run =
        few.attempt("scripts/oci_cmd", "run", "images-oci/bids/bids-validator--1.2.3.oci/");
    assertEquals(127, run.exitCode());
    assertTrue(run.errors().contains("neither apptainer nor singularity"), run.errors());
  }

  private void showDisks(GuideLine line) {
    Shell.Result shown = line.attemptInstead(ground.migrated());
    assertTrue(shown.output().contains("disk"), shown.output());
  }

  private void checkLayout(GuideLine line) throws IOException {
    Shell collection = ground.copy(ground.migrated(), "F7");
    line.typeInstead(collection);
    Files.delete(
        collection.folder().resolve("images-oci/bids/bids-validator--1.2.3.oci/oci-layout"));
    collection.run("git", "-C", "images-oci", "commit", "-q", "-a", "-m", "Lose a file");
    collection.run("git", "commit", "-q", "-a", "-m", "Lose a file");
    Shell.Result found = line.attemptInstead(collection);
    assertEquals(1, found.exitCode(), found.output() + found.errors());
  }

  private void skipFailures() throws IOException {
    Shell collection = ground.withAbsentImage("F8");
    Shell.Result stopped = collection.attempt("scripts/migrate_to_oci");
    assertEquals(1, stopped.exitCode(), stopped.errors());
    assertEquals(0, sifs(collection));
    Shell.Result skipped = collection.attempt("scripts/migrate_to_oci", "--skip-failures");
    assertEquals(1, skipped.exitCode(), skipped.errors());
    assertEquals(2, sifs(collection));
  }

  private void readLog() throws IOException {
    Shell collection = ground.withAbsentImage("F9");
    collection.attempt("scripts/migrate_to_oci", "--log-file", "failures.tsv");
    String log = Files.readString(collection.folder().resolve("failures.tsv"));
    assertTrue(log.startsWith(ABSENT_RECIPE + "\tgone\t"), log);
    Shell.Result status = ground.longshore(collection, "status");
    assertTrue(status.output().contains("failed        " + ABSENT_RECIPE), status.output());
  }

  private void mendAndSayItAgain() throws IOException {
    Shell collection = ground.withAbsentImage("F10");
    assertEquals(1, collection.attempt("scripts/migrate_to_oci", "--skip-failures").exitCode());
    String done = collection.run("git", "log", "-1", "--format=%h", "--", VALIDATOR + ".sif");
    ground.workbench().serve("bids/absent", "F10", RunnableImage.make("absent"));
    collection.run("scripts/migrate_to_oci", "--skip-failures");
    assertEquals(3, sifs(collection));
    assertEquals(done, collection.run("git", "log", "-1", "--format=%h", "--", VALIDATOR + ".sif"));
  }

  private static long sifs(Shell collection) {
    return collection.run("git", "ls-files", "images/*.sif").lines().count();
  }
}
