package io.longshore.acceptance.guide;

import static io.longshore.acceptance.guide.PublishedCollection.LAYOUT;
import static io.longshore.acceptance.guide.PublishedCollection.SIF;
import static io.longshore.acceptance.guide.PublishedCollection.imagesOci;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.RunnableImage;
import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What users do in clones that can get content from the registry alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreshCloneTest {
  private static final String SAID = "singularity_cmd: ";

  private PublishedCollection published;

  @BeforeAll
  void publish(@TempDir Path folder) throws IOException {
    Workbench workbench =
        Workbench.in(folder).withApptainer().withGitAnnex("LONGSHORE_GIT_ANNEX_OLD");
    published = PublishedCollection.of(workbench, RunnableImage.make());
  }

  @AfterAll
  void close() {
    published.close();
  }

  @Test
  void theLayoutRunsFromImagesOci() {
    Shell clone = published.clone("of-layouts");
    clone.run("datalad", "get", "--no-data", "images-oci");
    Shell imagesOci = imagesOci(clone);
    assertEquals("lab-show -> " + LAYOUT + "\n", imagesOci.run("datalad", "containers-list"));
    assertEquals("", imagesOci.run("git", "annex", "find"));
    assertRuns(imagesOci, "lab-show");
    assertEquals(2, imagesOci.run("git", "annex", "find", LAYOUT).lines().count());
  }

  @Test
  void whereTheSifIsAbsentTheNextCommandIsSaidAndBringsItBack() {
    Shell clone = published.clone("of-sif");
    String head = clone.run("git", "rev-parse", "HEAD");
    clone.run("sh", "-e", "-c", saidWhenRun(clone, "lab-show"));
    assertIsBack(clone, head);
    assertRuns(clone, "lab-show");
  }

  @Test
  void rerunBringsTheSifBack() {
    Shell clone = published.clone("of-rerun");
    String head = clone.run("git", "rev-parse", "HEAD");
    clone.run("datalad", "rerun", builtIn(clone));
    assertIsBack(clone, head);
    assertRuns(clone, "lab-show");
    assertEquals("", imagesOci(clone).run("git", "annex", "find", "--unlocked"));
  }

  @Test
  void aRerunThatFailsLeavesTheCloneAsItWas() throws IOException {
    Shell clone = published.clone("of-failure");
    String head = clone.run("git", "rev-parse", "HEAD");
    Shell broken = clone.with("LONGSHORE", "/bin/false");
    Shell.Result failed = broken.attempt("datalad", "rerun", builtIn(clone));
    assertNotEquals(0, failed.exitCode());
    assertEquals(head, clone.run("git", "rev-parse", "HEAD"));
    assertEquals("", clone.run("git", "status", "--porcelain"));
    assertEquals(published.sifKey(), clone.run("git", "annex", "lookupkey", SIF));
  }

  @Test
  void aStudyThatHasItAsASubdatasetDoesTheSame() {
    published.workbench().shell().run("datalad", "create", "study");
    Shell study = published.workbench().at("study");
    study.run("datalad", "clone", "-d", ".", published.address(), "containers");
    assertTrue(
        study
            .run("datalad", "containers-list", "-r")
            .contains("containers/lab-show -> containers/" + SIF));
    study.run("sh", "-e", "-c", saidWhenRun(study, "containers/lab-show"));
    assertRuns(study, "containers/lab-show");
    assertRuns(study, "containers/images-oci/lab-show");
  }

  /** The commands on standard error, ready to be typed. */
  private static String saidWhenRun(Shell shell, String name) {
    Shell.Result absent = shell.attempt("datalad", "containers-run", "-n", name, "a word");
    assertNotEquals(0, absent.exitCode(), absent.output());
    String said =
        absent
            .errors()
            .lines()
            .filter(line -> line.startsWith(SAID))
            .map(line -> line.substring(SAID.length()))
            .dropWhile(line -> !line.contains("scripts/oci_cmd build"))
            .collect(Collectors.joining("\n"));
    assertTrue(said.contains("git annex add"), absent.errors());
    return said;
  }

  private static String builtIn(Shell clone) {
    return clone.run("git", "log", "-1", "--format=%h", "--", SIF).strip();
  }

  private void assertIsBack(Shell clone, String head) {
    assertEquals(published.sifKey(), clone.run("git", "annex", "lookupkey", SIF));
    assertEquals(SIF + "\n", clone.run("git", "annex", "find", "--in=here", SIF));
    clone.run("git", "annex", "fsck", "-q", SIF);
    assertEquals(head, clone.run("git", "rev-parse", "HEAD"));
    assertEquals("nothing to save, working tree clean\n", clone.run("datalad", "status", "-r"));
  }

  private static void assertRuns(Shell shell, String name) {
    Shell.Result result =
        shell.attempt("datalad", "containers-run", "-n", name, "two words", "one");
    String all = result.output() + result.errors();
    assertEquals(0, result.exitCode(), all);
    assertTrue(all.contains("shown: two words one"), all);
    assertEquals("", shell.run("git", "status", "--porcelain"));
  }
}
