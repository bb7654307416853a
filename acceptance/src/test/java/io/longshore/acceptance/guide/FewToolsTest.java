package io.longshore.acceptance.guide;

import static io.longshore.acceptance.guide.PublishedCollection.LAYOUT;
import static io.longshore.acceptance.guide.PublishedCollection.SIF;
import static io.longshore.acceptance.guide.PublishedCollection.imagesOci;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.RunnableImage;
import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Programs;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.Access;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clones on machines that lack something: what goes on working, and what is said of the rest. */
class FewToolsTest {
  private static final LoopbackOptions GUARDED =
      LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()).withRedirectedBlobs();

  @TempDir Path folder;

  @AfterEach
  void removePrograms() throws IOException {
    if (Files.exists(folder.resolve("few"))) {
      Programs.remove(folder.resolve("few"));
    }
  }

  static List<String> releases() {
    return Extent.asked().of(List.of("LONGSHORE_GIT_ANNEX_OLD", "LONGSHORE_GIT_ANNEX_NEW"), 1);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void withoutLongshoreLayoutsRunAndABuildSaysWhatToInstall(String annex) throws IOException {
    try (PublishedCollection published = published(LoopbackOptions.PLAIN, annex)) {
      Shell clone = published.clone("clone").with("LONGSHORE", "");
      assertNotEquals(0, clone.attempt("sh", "-c", "command -v longshore").exitCode());
      assertEquals(
          "shown: a word\n",
          clone.run("scripts/oci_cmd", "-q", "run", "images-oci/" + LAYOUT, "a word"));
      Shell.Result ran =
          imagesOci(clone).attempt("datalad", "containers-run", "-n", "lab-show", "again");
      assertEquals(0, ran.exitCode(), ran.errors());

      Shell.Result build = clone.attempt("scripts/oci_cmd", "build", SIF, "images-oci/" + LAYOUT);
      assertEquals(127, build.exitCode(), build.errors());
      assertTrue(build.errors().contains("is to be built by Longshore"), build.errors());
      assertTrue(build.errors().contains("git clone"), build.errors());
      String built = clone.run("git", "log", "-1", "--format=%h", "--", SIF).strip();
      assertNotEquals(0, clone.attempt("datalad", "rerun", built).exitCode());
      assertEquals("nothing to save, working tree clean\n", clone.run("datalad", "status", "-r"));

      Shell.Result other =
          clone
              .with("LONGSHORE_BUILDER", "apptainer")
              .attempt("scripts/oci_cmd", "build", "other.sif", "images-oci/" + LAYOUT);
      assertEquals(0, other.exitCode(), other.errors());
      assertTrue(other.errors().contains("has other bytes"), other.errors());
      assertEquals("shown: it\n", clone.run("sh", "-c", "apptainer -q run other.sif it"));
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void withoutDataladGitAndGitAnnexDo(String annex) throws IOException {
    try (PublishedCollection published = published(LoopbackOptions.PLAIN, annex)) {
      Shell few = withoutDatalad(published.workbench(), annex);
      Shell clone = published.cloneByGit(few, "clone");
      clone.run("git", "submodule", "--quiet", "update", "--init", "images-oci");
      assertEquals(
          "shown: a word\n",
          clone.run("scripts/oci_cmd", "-q", "run", "images-oci/" + LAYOUT, "a word"));
      imagesOci(clone).run("git", "annex", "drop", "-q", "--force", ".");
      imagesOci(clone).run("git", "annex", "get", "-q", ".");

      clone.run("git", "annex", "init", "-q");
      clone.run("scripts/oci_cmd", "build", SIF, "images-oci/" + LAYOUT);
      clone.run("git", "annex", "add", "-q", SIF);
      assertEquals("", clone.run("git", "status", "--porcelain"));
      assertEquals(published.sifKey(), clone.run("git", "annex", "lookupkey", SIF));
      assertEquals("shown: a word\n", clone.run("scripts/singularity_cmd", "run", SIF, "a word"));
      published.workbench().longshore(clone, "verify");
    }
  }

  @Test
  void withoutDataladARegistryThatWantsATokenIsOutOfReachAndItIsSaid() throws IOException {
    String annex = "LONGSHORE_GIT_ANNEX_OLD";
    try (PublishedCollection published = published(GUARDED, annex)) {
      Shell few = withoutDatalad(published.workbench(), annex);
      Shell clone = published.cloneByGit(few, "clone");
      Shell.Result run = clone.attempt("scripts/oci_cmd", "run", "images-oci/" + LAYOUT);
      assertEquals(1, run.exitCode(), run.errors());
      assertTrue(run.errors().contains("installing the subdataset images-oci"), run.errors());
      assertTrue(run.errors().contains("are asked through DataLad"), run.errors());
      assertTrue(run.errors().contains("pip install datalad"), run.errors());

      Shell whole = published.workbench().at("clone");
      assertEquals(
          "shown: a word\n",
          whole.run("scripts/oci_cmd", "-q", "run", "images-oci/" + LAYOUT, "a word"));
    }
  }

  private PublishedCollection published(LoopbackOptions options, String annex) throws IOException {
    Workbench workbench = Workbench.in(folder, options).withApptainer().withGitAnnex(annex);
    return PublishedCollection.of(workbench, RunnableImage.make());
  }

  private Shell withoutDatalad(Workbench workbench, String annex) throws IOException {
    Path programs = Programs.withoutDatalad(folder.resolve("few"), "git-annex", "apptainer");
    Files.createSymbolicLink(
        programs.resolve("git-annex"), Path.of(System.getenv(annex), "git-annex"));
    Files.createSymbolicLink(programs.resolve("apptainer"), folder.resolve("programs/apptainer"));
    Shell few = workbench.shell().with("PATH", programs.toString());
    assertNotEquals(0, few.attempt("sh", "-c", "command -v datalad").exitCode());
    assertFalse(Files.exists(programs.resolve("git-annex-remote-datalad")));
    return few;
  }
}
