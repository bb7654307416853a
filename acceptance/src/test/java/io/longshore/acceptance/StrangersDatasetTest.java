package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collection whose owner means ill: each place from which data come holds words that would leave
 * a file behind if they were run. A user has cloned it, whose git takes hooks and filters from a
 * folder of that name in any repository, and works in the clone.
 */
class StrangersDatasetTest {
  private static final String ICON = "Icon\r";

  @TempDir Path folder;

  private Path trace;
  private SmallCollection collection;
  private Path clone;
  private Shell user;

  @BeforeEach
  void publishAndClone() throws IOException {
    trace = folder.resolve("was-run");
    collection = SmallCollection.of(folder, LoopbackOptions.PLAIN, 3);
    assertEquals(0, collection.migrate(collection.recipe(0)).exitCode());
    Shell owner = collection.shell();
    poison(owner.at(owner.folder().resolve("images-oci")));
    poison(owner);
    clone = folder.resolve("clone");
    owner.at(folder).run("git", "clone", "-q", owner.folder().toString(), clone.toString());
    user = owner.at(clone);
    user.run("git", "config", "--global", "user.name", "Ada Example");
    user.run("git", "config", "--global", "user.email", "ada@example.org");
    user.run("git", "annex", "init", "-q", "clone");
    // Before the owner meant ill.
    user.run("git", "config", "submodule.images-oci.active", "true");
    user.run(
        "git",
        "-c",
        "core.hooksPath=/dev/null",
        "clone",
        "-q",
        owner.folder().resolve("images-oci").toString(),
        "images-oci");
    Shell inside = user.at(clone.resolve("images-oci"));
    inside.run("git", "annex", "init", "-q", "clone");
    user.run("git", "config", "--global", "core.hooksPath", "githooks");
    user.run("git", "config", "--global", "core.fsmonitor", "tools/program");
    user.run("git", "config", "--global", "filter.house.clean", "tools/program %f");
    user.run("git", "config", "--global", "filter.house.smudge", "sh tools/program");
    user.run("git", "config", "--global", "filter.annex.clean", "tools/program");
    Files.deleteIfExists(trace);
  }

  @AfterEach
  void close() {
    collection.close();
  }

  private void poison(Shell owner) throws IOException {
    Path root = owner.folder();
    for (String name :
        List.of(
            "githooks/reference-transaction",
            "githooks/post-index-change",
            "githooks/pre-commit",
            "githooks/post-checkout",
            "h/reference-transaction",
            "tools/program",
            "git-annex-remote-/x")) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\ntouch '" + trace + "'\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    Path attributes = root.resolve(".gitattributes");
    String before = Files.exists(attributes) ? Files.readString(attributes) : "";
    Files.writeString(
        attributes, before + "*.txt filter=house diff=house merge=house\nh/* filter=annex\n");
    Files.writeString(root.resolve("notes.txt"), "notes\n");
    Files.writeString(root.resolve(ICON), "an icon\n");
    Files.writeString(root.resolve("$(touch was-run)"), "x\n");
    Files.writeString(root.resolve("two\nlines\u202e"), "x\n");
    Files.writeString(root.resolve("--upload-pack=touch was-run;true"), "x\n");
    owner.run("sh", "-c", "printf x >\"$(printf 'caf\\351')\"");
    Path modules = root.resolve(".gitmodules");
    if (Files.exists(modules)) {
      owner.run(
          "git",
          "config",
          "-f",
          ".gitmodules",
          "submodule.images-oci.url",
          "--upload-pack=touch '" + trace + "';true");
      Path recipe = root.resolve(collection.recipe(2));
      Files.writeString(
          recipe,
          Files.readString(recipe)
              .replaceFirst("From: .*", "From: x/y:1\u001b]0;gone\u0007\u202e\\$(touch was-run)"));
    }
    owner.run("git", "-c", "annex.largefiles=nothing", "add", "-A");
    owner.run("git", "commit", "-q", "-m", "harmless");
    owner.run("git", "checkout", "-q", "git-annex");
    Files.writeString(
        root.resolve("remote.log"),
        "cf13d535-b47c-5df6-8590-0793cb08a90a name=-ccore.hooksPath=h type=external"
            + " externaltype=/x encryption=none timestamp=1900000000s\n");
    owner.run("git", "add", "remote.log");
    owner.run("git", "commit", "-q", "-m", "harmless");
    owner.run("git", "checkout", "-q", "-");
  }

  private Shell.Result longshore(String... arguments) {
    return collection.program().run(user, arguments);
  }

  private void assertNothingRan(Shell.Result result) throws IOException {
    assertFalse(Files.exists(trace), () -> result.output() + result.errors());
    try (Stream<Path> files = Files.walk(folder, 6)) {
      assertTrue(files.noneMatch(file -> file.endsWith("was-run")), "something was run");
    }
    for (String text : List.of(result.output(), result.errors())) {
      assertTrue(
          text.codePoints()
              .allMatch(c -> c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f) || c > 0xa0),
          () -> "a control character: " + text);
      assertFalse(text.contains("\u202e"), text);
    }
    assertFalse(result.errors().contains("unexpected"), result.errors());
    assertFalse(result.errors().contains("exception"), result.errors());
  }

  @Test
  void verifyTellsOfTheUrlAndAsksNobody() throws IOException {
    Shell.Result result = longshore("verify");
    assertNothingRan(result);
    assertEquals(1, result.exitCode());
    assertTrue(result.output().contains("begins with a dash"), result.output());
    assertNothingRan(longshore("verify", "--remote"));
  }

  @Test
  void statusListsWhatIsThere() throws IOException {
    Shell.Result result = longshore("status", "--verbose");
    assertNothingRan(result);
    assertEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().contains("bids-app-1"), result.output());
  }

  @Test
  void doctorSaysWhichSettingsAreWithoutEffect() throws IOException {
    Shell.Result result = longshore("doctor", "--offline");
    assertNothingRan(result);
    for (String setting : List.of("core.hookspath", "core.fsmonitor", "filter.house.clean")) {
      assertTrue(result.output().contains(setting), result.output());
    }
  }

  @Test
  void migrationPlansAndRefusesTheRemote() throws IOException {
    Shell.Result plan = longshore("migrate", "--dry-run");
    assertNothingRan(plan);
    assertTrue(plan.output().contains("bids-app-1"), plan.output());
    Shell.Result result = longshore("migrate", collection.recipe(1));
    assertNothingRan(result);
    assertTrue(result.errors().contains("special remote has the name"), result.errors());
  }

  @Test
  void nothingIsAddedWithSuchARemote() throws IOException {
    Shell.Result result =
        longshore(
            "add",
            "docker://" + collection.registry().host() + "/bids/app-1:1.0",
            "--image",
            "images/tools/tool--1.sif");
    assertNothingRan(result);
    assertTrue(result.errors().contains("special remote has the name"), result.errors());
  }

  /** With a remote as it should be, all else may stay as the owner made it. */
  @Test
  void anImageIsAddedBesideAllThat() throws IOException {
    Path imagesOci = clone.resolve("images-oci");
    Shell inside = user.at(imagesOci).with("GIT_CONFIG_GLOBAL", "/dev/null");
    inside.run(
        "git", "config", "remote.datalad.annex-uuid", "cf13d535-b47c-5df6-8590-0793cb08a90a");
    inside.run("git", "config", "remote.datalad.annex-externaltype", "datalad");
    Shell.Result result =
        longshore(
            "add",
            "docker://" + collection.registry().host() + "/bids/app-1:1.0",
            "--image",
            "images/tools/tool--1.sif");
    assertNothingRan(result);
    assertEquals(0, result.exitCode(), result.errors());
    assertTrue(Files.exists(clone.resolve(ICON)));
  }
}
