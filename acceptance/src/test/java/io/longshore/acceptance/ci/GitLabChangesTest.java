package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of the pipeline for GitLab that look at a collection: at changes, and every week. */
class GitLabChangesTest {
  private static final String LIST = "GET issues?state=opened&labels=longshore-links";

  @TempDir Path folder;

  @Test
  void aChangeIsVerifiedAndAnIssueTellsOfUrls() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell collection = workbench.init("collection");
      MadeImage image = SmallImages.image(Reference.parse("lab/tool:1"), 0, Platform.LINUX_AMD64);
      workbench.longshore(collection, "add", workbench.serve("lab/tool", "1.0", image));
      Forge forge =
          Forge.publishing(
              Files.createDirectories(folder.resolve("forge")), workbench.program(), collection);

      GitLabRunner green = GitLabRunner.of(forge, folder.resolve("green"));
      Shell.Result verified = green.run("verify");
      assertEquals(0, verified.exitCode(), verified.output() + verified.errors());
      assertEquals("[]\n", Files.readString(green.project().resolve("codequality.json")));
      assertArtifacts(green, "verify.jsonl", "test.jsonl", "verify.xml", "codequality.json");

      issueTellsWhichUrlsDoNotAnswer(workbench, forge, image);

      changeToWorse(collection, forge);
      GitLabRunner red = GitLabRunner.of(forge, folder.resolve("red"));
      Shell.Result failed = red.run("verify");
      // As xargs says that a program has found something.
      assertEquals(123, failed.exitCode(), failed.output() + failed.errors());
      String quality = Files.readString(red.project().resolve("codequality.json"));
      assertTrue(quality.contains("\"check_name\":\"finding.leftovers\""), quality);
      assertTrue(quality.contains("\"check_name\":\"flaw.damaged\""), quality);
      assertTrue(Files.readString(red.project().resolve("verify.xml")).contains("<failure"));
      assertArtifacts(
          red, "verify.jsonl", "test.jsonl", "verify.xml", "test.xml", "codequality.json");
      for (Path artifact : red.artifacts("verify")) {
        Machine.assertNoSecretIn(Files.readString(artifact));
      }
    }
  }

  private void issueTellsWhichUrlsDoNotAnswer(Workbench workbench, Forge forge, MadeImage image)
      throws IOException {
    workbench.registry().removeRepository("lab/tool");
    links(forge, "opens");
    assertEquals(
        List.of(
            LIST,
            "POST issues title=URLs of images that do not answer labels=longshore-links"
                + " description"),
        forge.news());
    assertTrue(forge.text("issue").contains("| error | `"), forge.text("issue"));
    Machine.assertNoSecretIn(forge.text("issue"));

    links(forge, "edits");
    assertEquals(List.of(LIST, "PUT issues/7 description"), forge.news());

    workbench.serve("lab/tool", "1.0", image);
    links(forge, "closes");
    assertEquals(List.of(LIST, "PUT issues/7 state_event=close"), forge.news());
  }

  private void links(Forge forge, String machine) throws IOException {
    Shell.Result result = GitLabRunner.of(forge, folder.resolve(machine)).run("links");
    assertEquals(0, result.exitCode(), result.output() + result.errors());
  }

  /** An old image is there again, and the SIF is no image any more. */
  private static void changeToWorse(Shell collection, Forge forge) throws IOException {
    String sif = collection.run("git", "ls-files", "images/*.sif").strip();
    collection.run("git", "rm", "-q", sif);
    Path folder = Files.createDirectories(collection.folder().resolve(sif).getParent());
    Files.writeString(collection.folder().resolve(sif), "no image at all");
    collection.run("git", "annex", "add", "--quiet", "--force-large", sif);
    String old = Path.of(sif).getFileName().toString().replace(".sif", ".sing");
    Files.writeString(folder.resolve(old), "old");
    collection.run("git", "annex", "add", "--quiet", "--force-large", "images");
    collection.run("git", "commit", "-qm", "A change to the worse");
    collection.run("git", "annex", "copy", "--quiet", "--to", "origin", sif);
    forge.receive();
  }

  private static void assertArtifacts(GitLabRunner runner, String... names) {
    assertEquals(
        List.of(names),
        runner.artifacts("verify").stream().map(file -> file.getFileName().toString()).toList());
  }
}
