package io.longshore.acceptance.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.LaidOutCollection;
import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.RegistrationFact;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images without a recipe, migrated by what else tells where they come from. */
class OriginsTest {
  private static final String CALL = "{img_dspath}/scripts/singularity_cmd run {img} {cmd}";
  private static final String APP = "images/bids/bids-app--1.sif";
  private static final String TOOL = "images/neurodesk/neurodesk-tool--1.2.simg";
  private static final String THING = "images/x/x-thing--2.sing";
  private static final String LOST = "images/x/x-lost--1.sing";

  @TempDir Path folder;
  private LoopbackRegistry registry;
  private Program program;
  private Shell shell;
  private LaidOutCollection dataset;

  @BeforeEach
  void layOut() throws IOException {
    registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
    registry.addImage("bids/app", "v1", image("app"));
    registry.addImage("vnmd/tool_1.2", "20240102", image("tool"));
    registry.addImage("other/thing", "2", image("thing"));
    program = Program.install(folder);
    Path mirror =
        Files.writeString(
            folder.resolve("registries.conf"),
            "[[registry]]\nlocation = \"docker.io\"\n[[registry.mirror]]\n"
                + "location = \"%s\"\ninsecure = true\n".formatted(registry.host()));
    dataset =
        LaidOutCollection.of(
            folder.resolve("containers"),
            program.shell().with("CONTAINERS_REGISTRIES_CONF", mirror.toString()),
            List.of(),
            List.of(
                new RegistrationFact("bids-app", APP, CALL),
                new RegistrationFact("neurodesk-tool", TOOL, CALL),
                new RegistrationFact("thing", THING, CALL)));
    shell = dataset.shell();
    for (String image : List.of(APP, TOOL, THING, LOST)) {
      dataset.write(image, "an old image: " + image);
      shell.run("git", "annex", "add", "-q", image);
    }
    shell.run("git", "commit", "-q", "-m", "Old images");
    shell.run("git", "annex", "metadata", "-q", "-s", "original-uri=docker://bids/app:v1", APP);
    shell.run(
        "git",
        "annex",
        "registerurl",
        "-q",
        shell.run("git", "annex", "lookupkey", TOOL).strip(),
        "https://neurodesk.example.org/tool_1.2_20240102.simg");
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void eachSourceMigratesWhatItKnows() throws IOException {
    Shell.Result status = done("status", "--verbose");
    assertTrue(status.output().contains("4 without recipe (2 of known origin)"), status.output());
    assertTrue(
        status.output().contains("from bids/app:v1, by its annex metadata original-uri"),
        status.output());

    String link = linkTo(APP);
    String configuration = Files.readString(dataset.path(".datalad/config"));
    Shell.Result metadata = done("migrate", "--from", "metadata");
    assertTrue(metadata.errors().contains("1 migrated, 3 left as they are"), metadata.errors());
    assertTrue(
        metadata.errors().contains(LOST + ": origin unknown: it has no annex metadata"),
        metadata.errors());
    assertNotEquals(link, linkTo(APP));
    assertEquals(configuration, Files.readString(dataset.path(".datalad/config")));
    assertTrue(source("bids/bids-app--1.oci").contains("\"bids/app:v1\""));

    done("migrate", "--from", "neurodesk", TOOL);
    assertFalse(Files.exists(dataset.path(TOOL), LinkOption.NOFOLLOW_LINKS));
    assertTrue(source("neurodesk/neurodesk-tool--1.2.oci").contains("\"vnmd/tool_1.2:20240102\""));
    assertEquals("images/neurodesk/neurodesk-tool--1.2.sif", registered("neurodesk-tool"));
    String message = shell.run("git", "log", "-1", "--format=%B");
    assertTrue(
        message.contains(
            "From vnmd/tool_1.2:20240102, by its URL"
                + " https://neurodesk.example.org/tool_1.2_20240102.simg"),
        message);

    Path table =
        Files.writeString(
            folder.resolve("map.tsv"), "# ours\n" + THING + "\tdocker://other/thing:2\n");
    done("migrate", "--from", "map=" + table);
    assertEquals("images/x/x-thing--2.sif", registered("thing"));

    assertBothAreClean();
    done("verify");
    Shell.Result again =
        done("migrate", "--from", "metadata", "--from", "neurodesk", "--from", "map=" + table);
    assertTrue(again.errors().contains("0 migrated, 1 left as they are"), again.errors());
    assertEquals(1, longshore("migrate", "--from", "metadata", LOST).exitCode());
    assertTrue(
        done("status")
            .output()
            .contains("3 migrated, 0 pending, 0 not eligible, 1 without recipe"));
  }

  @Test
  void aTableWithAMistakeChangesNothing() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("map.tsv"), "thing\tdocker://other/thing:2\nnobody\tother/thing:2\n");

    Shell.Result result = longshore("migrate", "--from", "map=" + table);

    assertEquals(2, result.exitCode(), result.errors());
    assertTrue(
        result.errors().contains("line 2: 'nobody' is neither an image of the dataset nor"),
        result.errors());
    assertFalse(Files.exists(dataset.path("images-oci")));
    assertEquals(2, longshore("migrate", "--from", "memory").exitCode());
  }

  private void assertBothAreClean() {
    assertEquals("", shell.run("git", "status", "--porcelain"));
    assertEquals("", dataset.imagesOci().run("git", "status", "--porcelain"));
    String listed = shell.run("datalad", "containers-list");
    for (String image :
        List.of(APP, "images/neurodesk/neurodesk-tool--1.2.sif", "images/x/x-thing--2.sif")) {
      assertTrue(listed.contains(image), listed);
    }
    String datalad = shell.run("datalad", "status", "--recursive");
    assertFalse(datalad.contains("modified") || datalad.contains("untracked"), datalad);
  }

  private String linkTo(String path) throws IOException {
    return Files.readSymbolicLink(dataset.path(path)).toString();
  }

  private String source(String layout) throws IOException {
    return Files.readString(dataset.path("images-oci").resolve(layout).resolve("index.json"));
  }

  private String registered(String name) {
    return shell
        .run("git", "config", "-f", ".datalad/config", "datalad.containers." + name + ".image")
        .strip();
  }

  private Shell.Result done(String... arguments) {
    Shell.Result result = longshore(arguments);
    assertEquals(0, result.exitCode(), result.output() + result.errors());
    return result;
  }

  private Shell.Result longshore(String... arguments) {
    return program.run(shell, arguments);
  }

  private static MadeImage image(String name) {
    return ImageMaker.create()
        .layer(TarLayer.create().file("opt/" + name, 0755, MadeElf.program()).toBytes())
        .entrypoint("/opt/" + name)
        .make();
  }
}
