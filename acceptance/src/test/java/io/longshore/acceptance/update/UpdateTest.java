package io.longshore.acceptance.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A collection that follows a repository, and what becomes of both. */
class UpdateTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SECOND = "images/lab/lab-tool--2.0.sif";

  @TempDir Path folder;

  private static MadeImage image(int position) {
    return SmallImages.image(Reference.parse("lab/tool:1"), position, Platform.LINUX_AMD64);
  }

  /** A collection with version 1.0 of what it follows; its registry has 1.1 and 2.0. */
  private static Shell following(Workbench workbench) throws IOException {
    Shell collection = workbench.init("collection");
    workbench.longshore(collection, "add", workbench.serve("lab/tool", "1.0", image(0)));
    Files.writeString(
        collection.folder().resolve(".datalad/longshore.yaml"),
        "sources:\n- repository: " + workbench.registry().host() + "/lab/tool\n");
    collection.run("git", "add", ".datalad/longshore.yaml");
    collection.run("git", "commit", "-qm", "Follow the tool");
    workbench.serve("lab/tool", "1.1", image(1));
    workbench.serve("lab/tool", "2.0", image(2));
    return collection;
  }

  private static String head(Shell shell) {
    return shell.run("git", "rev-parse", "HEAD");
  }

  private static String key(Shell shell, String path) {
    return shell.run("git", "annex", "lookupkey", path);
  }

  private static void assertClean(Shell collection) {
    assertEquals(
        "nothing to save, working tree clean\n", collection.run("datalad", "status", "-r"));
  }

  @Test
  void whatIsNewIsAddedOnceAndWhatHasMovedLeavesItsImageBehind() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell collection = following(workbench);
      String before = head(collection);

      Shell.Result look = workbench.attempt(collection, "update", "--exit-code", "--json");
      assertEquals(3, look.exitCode(), look.errors());
      JsonNode outlook = JSON.readTree(look.output().lines().findFirst().orElseThrow());
      assertEquals("2.0", outlook.path("wanted").path(0).path("version").asString());
      assertEquals("1.1", outlook.path("missed").path(0).path("version").asString());
      assertEquals(before, head(collection));

      workbench.longshore(collection, "update", "--apply");
      assertEquals("lab-tool -> " + SECOND + "\n", collection.run("datalad", "containers-list"));
      assertEquals(
          workbench.registry().host() + "/lab/tool:2.0",
          collection
              .run("git", "annex", "metadata", "-g", "original-uri", SECOND)
              .strip()
              .replaceFirst("^docker://", ""));
      assertClean(collection);
      String after = head(collection);
      workbench.longshore(collection, "update", "lab-*", "--apply", "--exit-code");
      assertEquals(after, head(collection));

      String old = key(collection, SECOND);
      workbench.serve("lab/tool", "2.0", image(3));
      workbench.longshore(collection, "update", "--apply", "--rebuild-moved");
      assertNotEquals(old, key(collection, SECOND));
      String kept = SECOND.replace(".sif", "-" + image(2).digest().hex().substring(0, 12) + ".sif");
      assertEquals(old, key(collection, kept));
      assertClean(collection);
      workbench.longshore(collection, "verify");
      workbench.longshore(collection, "update", "--exit-code");

      workbench.longshore(collection, "rollback", "--last");
      assertEquals(old, key(collection, SECOND));
      assertTrue(Files.notExists(collection.folder().resolve(kept)));
      workbench.longshore(collection, "verify");
    }
  }

  @Test
  void bothDatasetsArePushedAndWhatOthersPushedIsMergedFirst() throws IOException {
    try (Workbench workbench = Workbench.in(folder)) {
      Shell collection = following(workbench);
      Shell imagesOci = collection.at(collection.folder().resolve("images-oci"));
      Shell shell = workbench.shell();
      shell.run("git", "config", "--global", "protocol.file.allow", "always");
      Path bare = folder.resolve("super.git");
      Path layouts = folder.resolve("layouts.git");
      shell.run("git", "init", "-q", "--bare", bare.toString());
      shell.run("git", "init", "-q", "--bare", layouts.toString());
      collection.run("git", "remote", "add", "origin", bare.toString());
      imagesOci.run("git", "remote", "add", "origin", layouts.toString());
      workbench.longshore(collection, "update", "--apply", "--push");

      // Somebody else works in a clone, and pushes first.
      shell.run("git", "clone", "-q", bare.toString(), "other");
      shell.run("git", "clone", "-q", layouts.toString(), "other/images-oci");
      Shell other = workbench.at("other");
      Shell otherLayouts = workbench.at("other/images-oci");
      otherLayouts.run("git", "commit", "-q", "--allow-empty", "-m", "Of somebody else");
      otherLayouts.run("git", "push", "-q", "origin", "HEAD");
      other.run("git", "commit", "-qam", "Layouts of somebody else");
      other.run("git", "push", "-q", "origin", "HEAD");

      workbench.serve("lab/tool", "3.0", image(4));
      workbench.longshore(collection, "update", "--apply");
      Shell.Result refused = workbench.attempt(collection, "update", "--apply", "--push");
      assertEquals(2, refused.exitCode(), refused.errors());
      String next =
          refused.errors().lines().filter(line -> line.startsWith("  next: ")).toList().getLast();
      collection.run(
          "sh",
          "-ec",
          next.replace("  next: ", "")
              .replace("longshore ", workbench.program().executable() + " "));

      assertEquals(head(collection), shell.run("git", "-C", bare.toString(), "rev-parse", "HEAD"));
      assertEquals(
          head(imagesOci), shell.run("git", "-C", layouts.toString(), "rev-parse", "HEAD"));
      imagesOci.run("git", "merge-base", "--is-ancestor", head(otherLayouts).strip(), "HEAD");
      collection.run("git", "merge-base", "--is-ancestor", head(other).strip(), "HEAD");
      assertClean(collection);
    }
  }
}
