package io.longshore.acceptance.add;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.History;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An image added by its reference, and what stands in its way. */
class AddTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void theImageArrivesInFourCommitsAndBothDatasetsAreClean() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell shell = workbench.init("collection");
      Shell imagesOci = shell.at(shell.folder().resolve("images-oci"));
      String before = shell.run("git", "rev-parse", "HEAD").strip();
      String layoutsBefore = imagesOci.run("git", "rev-parse", "HEAD").strip();
      String reference = workbench.serve("bids/app", "v1.0", image(0));

      workbench.longshore(shell, "add", reference);

      List<History.Commit> commits = History.of(shell, before);
      assertEquals(3, commits.size());
      assertEquals(Set.of("M images-oci"), commits.get(0).changes());
      assertTrue(commits.get(1).subject().startsWith("[DATALAD RUNCMD] "));
      assertEquals(Set.of("A images/bids/bids-app--1.0.sif"), commits.get(1).changes());
      assertEquals(Set.of("M .datalad/config"), commits.get(2).changes());
      assertEquals(1, History.of(imagesOci, layoutsBefore).size());
      assertEquals("nothing to save, working tree clean\n", shell.run("datalad", "status", "-r"));
      assertEquals("", Workbench.withoutUrl(imagesOci, "bids/bids-app--1.0.oci"));
      assertEquals(
          "bids-app -> images/bids/bids-app--1.0.sif\n", shell.run("datalad", "containers-list"));
      assertEquals(
          "bids-app -> bids/bids-app--1.0.oci\n", imagesOci.run("datalad", "containers-list"));
      workbench.longshore(shell, "verify");

      // Another tag and spelling, and its layout built again: not a byte differs.
      String tagged = workbench.serve("bids/app", "stable", image(0)).replace("docker://", "");
      String sif = "images/lab/lab-app--stable.sif";
      workbench.longshore(shell, "add", tagged + "@" + image(0).digest(), "--image", sif);
      Path again = folder.resolve("again.sif");
      workbench.longshore(
          shell, "build", again.toString(), "oci:images-oci/lab/lab-app--stable.oci");
      Path images = shell.folder();
      assertEquals(-1, Files.mismatch(images.resolve("images/bids/bids-app--1.0.sif"), again));
      assertEquals(-1, Files.mismatch(images.resolve(sif), again));
    }
  }

  @Test
  void aNewVersionGoesWhereTheOthersAreAndReplacesARegistrationOnlyWhenAsked() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      Shell shell = small.shell();
      // Neither family nor name follow from the repository alone.
      String reference = small.registry().host() + "/bids/app-0:2.0";
      small.registry().addImage("bids/app-0", "2.0", image(5));
      Path config = small.dataset().path(".datalad/config");
      Files.writeString(config, Files.readString(config) + "# frozen\n[a \"b\"]\n  c=d ; e\n");
      shell.run("git", "commit", "-q", "-a", "-m", "A comment");
      String configBefore = Files.readString(config);
      Snapshot before = Snapshot.of(shell);

      Shell.Result refused = small.program().run(shell, "add", reference);
      assertEquals(2, refused.exitCode(), refused.errors());
      assertTrue(refused.errors().contains("bids-app-0, which is registered already"));
      assertTrue(refused.errors().contains("longshore add " + reference + " --update"));
      assertEquals(before, Snapshot.of(shell));

      Shell.Result beside = small.program().run(shell, "add", reference, "--name", "bids-app-0-2");
      assertEquals(0, beside.exitCode(), beside.errors());
      String section =
          """
          [datalad "containers.bids-app-0-2"] image = images/bids/bids-app-0--2.0.sif
          [datalad "containers.bids-app-0-2"] cmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}
          """;
      assertEquals(configBefore + section, Files.readString(config));

      Shell.Result updated =
          small.program().run(shell, "add", reference, "--update", "--call-fmt", "run {img}");
      assertEquals(0, updated.exitCode(), updated.errors());
      String expected =
          (configBefore + section)
              .replace("images/bids/bids-app-0--1.0.sing", "images/bids/bids-app-0--2.0.sif")
              .replaceFirst(
                  "\\{img_dspath}/scripts/singularity_cmd run \\{img} \\{cmd}", "run {img}");
      assertEquals(expected, Files.readString(config));
      assertEquals("", shell.run("git", "status", "--porcelain"));
    }
  }

  @Test
  void whatHasARecipeIsToBeMigrated() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      Snapshot before = Snapshot.of(small.shell());
      Shell.Result result =
          small
              .program()
              .run(small.shell(), "add", small.registry().host() + "/bids/app-0:1.0", "--update");
      assertEquals(2, result.exitCode(), result.errors());
      assertTrue(result.errors().contains("longshore migrate " + small.recipe(0)));
      assertEquals(before, Snapshot.of(small.shell()));
    }
  }

  @Test
  void aMovedTagIsNoticedAndReplacedOnlyWhenAsked() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell shell = workbench.init("collection");
      String reference = workbench.serve("lab/tool", "latest", image(0));
      workbench.longshore(shell, "add", reference);
      Snapshot before = Snapshot.of(shell);

      Shell.Result same = workbench.longshore(shell, "add", reference, "--update");
      assertTrue(same.errors().contains("nothing to do"), same.errors());
      assertEquals(before, Snapshot.of(shell));

      MadeImage other = image(1);
      workbench.serve("lab/tool", "latest", other);
      Shell.Result refused = workbench.attempt(shell, "add", reference);
      assertEquals(2, refused.exitCode(), refused.errors());
      assertEquals(before, Snapshot.of(shell));

      workbench.longshore(shell, "add", reference, "--update");
      String index =
          Files.readString(
              shell.folder().resolve("images-oci/lab/lab-tool--latest.oci/index.json"));
      assertTrue(index.contains(other.digest().toString()), index);
      assertEquals("nothing to save, working tree clean\n", shell.run("datalad", "status", "-r"));
      workbench.longshore(shell, "verify");
    }
  }

  @Test
  void whatCannotBeHadLeavesNothing() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      workbench.shell().run("datalad", "create", "collection");
      Shell shell = workbench.at("collection");
      Snapshot before = Snapshot.of(shell);
      Shell.Result gone =
          workbench.attempt(shell, "add", workbench.registry().host() + "/lab/absent:1.0");
      assertEquals(1, gone.exitCode(), gone.errors());
      assertEquals(before, Snapshot.of(shell));
      assertFalse(Files.exists(shell.folder().resolve("images-oci")));

      Shell.Result unnamed =
          workbench.attempt(shell, "add", workbench.registry().host() + "/tool:1.0");
      assertEquals(2, unnamed.exitCode(), unnamed.errors());
      assertTrue(unnamed.errors().contains("--image images/FAMILY/"), unnamed.errors());

      Shell.Result scheme = workbench.attempt(shell, "add", "shub://lab/tool");
      assertEquals(2, scheme.exitCode(), scheme.errors());
      assertEquals(before, Snapshot.of(shell));
    }
  }

  static List<Arguments> instants() {
    return Extent.asked()
        .of(
            List.of(
                Arguments.of(1, "before", false),
                Arguments.of(2, "before", false),
                Arguments.of(2, "after", true)),
            1);
  }

  @ParameterizedTest
  @MethodSource("instants")
  void killedBetweenTheBranchesItIsOldOrNewAndGoesOn(int which, String when, boolean done)
      throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell shell = workbench.init("collection");
      Shell imagesOci = shell.at(shell.folder().resolve("images-oci"));
      String reference = workbench.serve("lab/tool", "1.0", image(0));
      // The first use of DataLad's remote lets git-annex note its cost in the configuration.
      workbench.longshore(shell, "add", workbench.serve("lab/other", "1.0", image(1)));
      Snapshot before = Snapshot.of(shell);
      Path programs = killerOfBranchMoves(which, when);
      Shell deadly = workbench.with(shell).withFirstOnPath(programs.toString());
      assertNotEquals(0, workbench.attempt(deadly, "add", reference).exitCode());

      Shell.Result resumed = workbench.longshore(shell, "resume");
      assertTrue(
          resumed.errors().contains(done ? "its files are in place now" : "that is undone"),
          resumed.errors());
      assertEquals("nothing to save, working tree clean\n", shell.run("datalad", "status", "-r"));
      if (done) {
        workbench.longshore(shell, "verify");
        assertEquals(2, workbench.attempt(shell, "add", reference).exitCode());
      } else {
        assertEquals(before, Snapshot.of(shell));
        workbench.longshore(shell, "add", reference);
      }
      assertEquals(
          """
          lab-other -> images/lab/lab-other--1.0.sif
          lab-tool -> images/lab/lab-tool--1.0.sif
          """,
          shell.run("datalad", "containers-list"));
      imagesOci.run("git", "annex", "fsck", "-q");
    }
  }

  /** A git that kills who calls it when a branch is to be moved for the n-th time. */
  private Path killerOfBranchMoves(int which, String when) throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path script =
        Files.writeString(
            programs.resolve("git"),
            """
            #!/bin/sh
            moves=%s
            moment=%d-%s
            requests() {
              branch=no
              while IFS= read -r line; do
                case $branch,$line in
                  *,"update refs/heads/master "*) branch=yes ;;
                  yes,commit)
                    echo move >>"$moves"
                    if [ "$(wc -l <"$moves")-before" = "$moment" ]; then kill -9 "$PPID"; exit; fi
                    if [ "$(wc -l <"$moves")-after" = "$moment" ]; then echo >"$moves.last"; fi
                    ;;
                esac
                printf '%%s\n' "$line"
              done
            }
            answers() {
              while IFS= read -r line; do
                [ ! -e "$moves.last" ] || kill -9 "$PPID"
                printf '%%s\n' "$line"
              done
            }
            case "$*" in
              *update-ref*--stdin*)
                requests | /usr/bin/git "$@" | answers
                exit
                ;;
            esac
            exec /usr/bin/git "$@"
            """
                .formatted(programs.resolve("moves"), which, when));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return programs;
  }

  @Test
  void aFrozenRegistrationIsNotMovedEvenWhenAsked() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      Shell shell = small.shell();
      small.registry().addImage("bids/app-1", "2.0", image(5));
      Path config = small.dataset().path(".datalad/config");
      Files.writeString(
          config,
          Files.readString(config)
              .replace(
                  "images/bids/bids-app-1--1.0.sing", "images/bids/bids-app-1--1.0.sing # frozen"));
      shell.run("git", "commit", "-q", "-a", "-m", "Freeze");
      Snapshot before = Snapshot.of(shell);
      Shell.Result result =
          small
              .program()
              .run(shell, "add", small.registry().host() + "/bids/app-1:2.0", "--update");
      assertEquals(2, result.exitCode(), result.errors());
      assertTrue(result.errors().contains("calls frozen"), result.errors());
      assertEquals(before, Snapshot.of(shell));
    }
  }

  @Test
  void aDryRunNamesWhatItWouldMake() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell shell = workbench.init("collection");
      Snapshot before = Snapshot.of(shell);
      Shell.Result result =
          workbench.longshore(
              shell,
              "add",
              "nipreps/fmriprep:20.2.8",
              "--dry-run",
              "--json",
              "--image",
              "bids/bids-fmriprep--20.2.8.oci");
      JsonNode event = JSON.readTree(result.output());
      assertEquals("would_add", event.path("event").asString());
      assertEquals("images/bids/bids-fmriprep--20.2.8.sif", event.path("sif").asString());
      assertEquals("bids/bids-fmriprep--20.2.8.oci", event.path("layout").asString());
      assertEquals("bids-fmriprep", event.path("registration").asString());
      assertEquals(before, Snapshot.of(shell));
    }
  }

  @Test
  void theChosenCompressorIsRecorded() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell shell = workbench.init("collection");
      String reference = workbench.serve("lab/tool", "1", image(0));
      workbench.longshore(
          shell, "add", reference, "--compression", "zstd:5", "--block-size", "64K");
      JsonNode annotations =
          JSON.readTree(
                  Files.readString(
                      shell.folder().resolve("images-oci/lab/lab-tool--1.oci/index.json")))
              .path("annotations");
      String prefix = "org.datalad.container.image.build.";
      assertEquals("zstd", annotations.path(prefix + "compression").asString());
      assertEquals("5", annotations.path(prefix + "level").asString());
      assertEquals("65536", annotations.path(prefix + "block-size").asString());
    }
  }

  private static MadeImage image(int position) {
    return SmallImages.image(Reference.parse("lab/tool:1"), position, Platform.LINUX_AMD64);
  }
}
