package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of the workflow for GitHub that look at a collection: at changes, and every week. */
class GitHubStepsTest {
  private static final String VERIFY = "Verify";
  private static final String TEST = "Test images that changed";
  private static final String LINKS = "Ask every URL, and say in an issue which do not answer";
  private static final String LIST =
      "gh issue list --repo containers --state open --label longshore-links";

  @TempDir Path folder;

  private Forge forge(SmallCollection small) throws IOException {
    return Forge.serving(
        Files.createDirectories(folder.resolve("forge")), small.program(), small.shell());
  }

  @Test
  void theStepsAreGreenOnACollectionInOrderAndRedOnOthers() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      assertEquals(0, small.migrate().exitCode());
      Forge forge = forge(small);

      GitHubRunner inOrder = GitHubRunner.of(forge, folder.resolve("in-order"), "verify");
      inOrder.upTo(VERIFY);
      inOrder.expectSuccess(VERIFY);
      inOrder.expectSuccess(TEST);
      String summary = inOrder.summary();
      assertTrue(summary.contains("## longshore verify\n\nNothing was found."), summary);

      damage(small);
      GitHubRunner damaged = inOrder.again("damaged");
      damaged.expectSuccess("Get the collection");
      Shell.Result verified = damaged.run(VERIFY);
      assertEquals(1, verified.exitCode(), verified.output() + verified.errors());
      assertTrue(verified.output().contains("::error "), verified.output());
      assertTrue(damaged.summary().contains("| error | `images-oci/"), damaged.summary());
      repair(small);

      anotherSif(small);
      GitHubRunner broken = inOrder.again("broken");
      broken.expectSuccess("Get the collection");
      Shell.Result tested = broken.run(TEST);
      assertTrue(tested.exitCode() != 0, tested.output() + tested.errors());
      assertTrue(tested.output().contains("title=flaw.damaged::"), tested.output());
    }
  }

  @Test
  void anIssueTellsWhichUrlsDoNotAnswerAndIsClosedWhenAllDo() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      assertEquals(0, small.migrate().exitCode());
      Forge forge = forge(small);
      GitHubRunner week = GitHubRunner.of(forge, folder.resolve("links"), "links").upTo(LINKS);
      week.expectSuccess(LINKS);
      assertEquals(List.of(LIST), forge.news());

      small.registry().removeRepository("bids/app-0");
      week.expectSuccess(LINKS);
      assertEquals(
          List.of(
              LIST,
              "gh label create longshore-links --repo containers",
              "gh issue create --repo containers --label longshore-links"),
          forge.news());
      assertTrue(forge.text("issue").contains("| error | `"), forge.text("issue"));
      Machine.assertNoSecretIn(forge.text("issue"));

      week.expectSuccess(LINKS);
      assertEquals(List.of(LIST, "gh issue edit 7 --repo containers"), forge.news());

      small.registry().addImage("bids/app-0", "1.0", small.images().getFirst());
      week.expectSuccess(LINKS);
      assertEquals(List.of(LIST, "gh issue close 7 --repo containers"), forge.news());
    }
  }

  private static void damage(SmallCollection small) {
    Path imagesOci = small.shell().folder().resolve("images-oci");
    Shell inImagesOci = small.shell().at(imagesOci);
    String index = inImagesOci.run("git", "ls-files", "*/index.json").lines().findFirst().get();
    inImagesOci.run("git", "rm", "--quiet", index);
    inImagesOci.run("git", "commit", "--quiet", "-m", "damage");
    small.shell().run("git", "commit", "--quiet", "-m", "damage", "images-oci");
  }

  private static void anotherSif(SmallCollection small) throws IOException {
    Shell shell = small.shell();
    String sif = shell.run("git", "ls-files", "images/*.sif").lines().findFirst().get();
    shell.run("git", "rm", "--quiet", sif);
    Files.createDirectories(shell.folder().resolve(sif).getParent());
    Files.writeString(shell.folder().resolve(sif), "no image at all");
    shell.run("git", "annex", "add", "--quiet", "--force-large", sif);
    shell.run("git", "commit", "--quiet", "-m", "another SIF");
  }

  private static void repair(SmallCollection small) {
    small.shell().run("git", "reset", "--quiet", "--hard", "HEAD^");
    small.shell().run("git", "submodule", "--quiet", "update", "images-oci");
  }
}
