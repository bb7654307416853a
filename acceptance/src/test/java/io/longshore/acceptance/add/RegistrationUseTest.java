package io.longshore.acceptance.add;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published guide's steps one by one, with stock DataLad, and what they give used in fresh
 * clones with the real Apptainer.
 */
class RegistrationUseTest {
  private static final String LAYOUT = "images-oci/lab/lab-show--1.0.oci";
  private static final String SIF = "images/lab/lab-show--1.0.sif";
  private static final String CALL_FORMAT = "{img_dspath}/scripts/singularity_cmd run {img} {cmd}";

  @TempDir Path folder;

  static List<String> releases() {
    return Extent.asked().of(List.of("LONGSHORE_GIT_ANNEX_OLD", "LONGSHORE_GIT_ANNEX_NEW"), 1);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theStepsByHandGiveWhatAddGivesAndClonesRunIt(String variable) throws IOException {
    try (Workbench bare = Workbench.in(folder)) {
      Workbench workbench = bare.withApptainer().withGitAnnex(variable);
      String reference = workbench.serve("lab/show", "1.0", RunnableImage.make());

      Shell byHand = workbench.init("by-hand");
      followTheGuide(workbench, byHand, reference);
      Shell atOnce = workbench.init("at-once");
      workbench.longshore(atOnce, "add", reference);

      assertEquals(key(atOnce), key(byHand));
      assertEquals(registration(atOnce), registration(byHand));
      assertEquals("nothing to save, working tree clean\n", byHand.run("datalad", "status", "-r"));
      assertRuns(atOnce, "lab-show");
      runInClone(workbench);
      runInStudy(workbench);
      workbench.longshore(atOnce, "freeze", "lab-show=*", "--as", "{name}-{version}");
      assertRuns(atOnce, "lab-show-1-0");
    }
  }

  private static void followTheGuide(Workbench workbench, Shell shell, String reference) {
    Shell imagesOci = shell.at(shell.folder().resolve("images-oci"));
    workbench.longshore(
        imagesOci, "add", "oci:" + reference, "-i", "lab/lab-show--1.0.oci", "--layout-only");
    assertEquals("", Workbench.withoutUrl(imagesOci, "lab/lab-show--1.0.oci"));
    shell.run(
        "datalad",
        "run",
        "-m",
        "Build SIF image for " + SIF,
        "--output",
        SIF,
        "scripts/oci_cmd",
        "build",
        SIF,
        LAYOUT + "/");
    shell.run(
        "datalad", "containers-add", "lab-show", "-i", SIF, "--update", "--call-fmt", CALL_FORMAT);
    assertRuns(shell, "lab-show");
  }

  /** The registry and the first collection are all a clone has. */
  private static void runInClone(Workbench workbench) {
    workbench.shell().run("datalad", "clone", "at-once", "clone");
    Shell clone = workbench.at("clone");
    assertTrue(clone.run("datalad", "containers-list").startsWith("lab-show -> " + SIF));
    assertRuns(clone, "lab-show");
    clone.run("datalad", "get", "-n", "images-oci");
    Shell imagesOci = workbench.at("clone/images-oci");
    imagesOci.run("git", "remote", "remove", "origin");
    assertRuns(imagesOci, "lab-show");
    assertRuns(clone, "images-oci/lab-show");
    rebuild(clone, imagesOci);
  }

  private static void rebuild(Shell clone, Shell imagesOci) {
    String before = key(clone);
    clone.run("git", "annex", "drop", "-q", "--force", SIF);
    clone.run("datalad", "rerun", "HEAD~1");
    assertEquals(before, key(clone));
    assertTrue(clone.run("git", "annex", "find", "--in=here", SIF).contains(SIF));
    assertEquals("", clone.run("git", "status", "--porcelain"));
    assertEquals("", imagesOci.run("git", "annex", "find", "--unlocked"));
  }

  private static void runInStudy(Workbench workbench) {
    workbench.shell().run("datalad", "create", "study");
    Shell study = workbench.at("study");
    String source = workbench.at("at-once").folder().toString();
    study.run("datalad", "clone", "-d", ".", source, "containers");
    assertRuns(study, "containers/lab-show");
    workbench.longshore(
        study.at(study.folder().resolve("containers")), "freeze", "lab-show=1", "--into", "..");
    assertRuns(study, "lab-show");
    assertRuns(study, "containers/images-oci/lab-show");
  }

  private static void assertRuns(Shell shell, String name) {
    Shell.Result result =
        shell.attempt("datalad", "containers-run", "-n", name, "two words", "and one");
    assertEquals(0, result.exitCode(), result.output() + result.errors());
    assertTrue(
        (result.output() + result.errors()).contains("shown: two words and one"),
        result.output() + result.errors());
    assertEquals("", shell.run("git", "status", "--porcelain"));
  }

  private static String key(Shell shell) {
    return shell.run("git", "annex", "lookupkey", SIF);
  }

  private static String registration(Shell shell) {
    return shell.run(
        "git", "config", "-f", ".datalad/config", "--get-regexp", "datalad\\.containers\\.");
  }
}
