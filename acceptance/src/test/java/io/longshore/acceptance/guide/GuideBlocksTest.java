package io.longshore.acceptance.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.RunnableImage;
import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the guide that are no line of the published one, typed as they stand there. */
class GuideBlocksTest {
  private static final String CLEAN = "nothing to save, working tree clean\n";

  @TempDir Path folder;
  private Workbench workbench;
  private Shell collection;

  @BeforeEach
  void prepare() throws IOException {
    workbench = GuideGround.workbenchIn(folder);
    collection = workbench.init("collection");
  }

  @AfterEach
  void close() {
    workbench.close();
  }

  @Test
  void theStepsByHandGiveWhatAddGives() throws IOException {
    workbench.serve("bids/validator", "1.2.3", RunnableImage.make());
    type(Guide.block("Add an image", 1));
    assertEquals(CLEAN, collection.run("datalad", "status", "-r"));
    workbench.longshore(collection, "verify");

    Shell atOnce = workbench.init("at-once");
    workbench.longshore(atOnce, "add", "docker://bids/validator:1.2.3");
    String sif = GuideGround.VALIDATOR + ".sif";
    assertEquals(
        atOnce.run("git", "annex", "lookupkey", sif),
        collection.run("git", "annex", "lookupkey", sif));
  }

  @Test
  void whatIsNotPublishedIsTakenBackByResetting() throws IOException {
    workbench.longshore(collection, "add", serve("lab/first", 0));
    Snapshot before = Snapshot.of(collection);
    workbench.longshore(collection, "add", serve("lab/second", 1));
    type(Guide.block("Roll back", 1));
    assertEquals(before, Snapshot.of(collection));
    workbench.longshore(collection, "verify");
    workbench.longshore(collection, "add", serve("lab/second", 1));
  }

  @Test
  void whatIsPublishedIsTakenBackByCommits() throws IOException {
    workbench.longshore(collection, "add", serve("lab/first", 0));
    String registrations = collection.run("datalad", "containers-list");
    workbench.longshore(collection, "add", serve("lab/second", 1));
    String published = collection.run("git", "rev-parse", "HEAD").strip();
    type(Guide.block("Roll back", 2));
    collection.run("git", "merge-base", "--is-ancestor", published, "HEAD");
    assertEquals(registrations, collection.run("datalad", "containers-list"));
    assertFalse(Files.exists(collection.folder().resolve("images-oci/lab/lab-second--1.0.oci")));
    assertEquals(CLEAN, collection.run("datalad", "status", "-r"));
    workbench.longshore(collection, "verify");
    workbench.longshore(collection, "add", serve("lab/second", 1));
  }

  @Test
  void dataladPushesImagesOciFirst() throws IOException {
    workbench.longshore(collection, "init", "--images-oci-url", "../containers-oci.git");
    workbench.longshore(collection, "add", serve("lab/first", 0));
    for (String name : new String[] {"containers.git", "containers-oci.git"}) {
      workbench.shell().run("git", "init", "-q", "--bare", "-b", "master", name);
    }
    String hub = folder.toRealPath().toString();
    collection.run("git", "remote", "add", "origin", hub + "/containers.git");
    collection.run(
        "git", "-C", "images-oci", "remote", "add", "origin", hub + "/containers-oci.git");
    String pushed = collection.run("sh", "-c", "datalad push -r --to origin --data nothing");
    assertTrue(
        pushed.indexOf("publish(ok): images-oci") >= 0
            && pushed.indexOf("publish(ok): images-oci") < pushed.indexOf("publish(ok): . "),
        pushed);
    workbench.longshore(collection, "verify", "--remote");
    for (String name : new String[] {"containers.git", "containers-oci.git"}) {
      assertEquals(
          "git-annex\nmaster\n",
          workbench.at(name).run("git", "branch", "--format=%(refname:short)"));
    }
  }

  private void type(String commands) {
    collection.run("sh", "-e", "-c", commands);
  }

  private String serve(String name, int position) {
    MadeImage image =
        SmallImages.image(Reference.parse(name + ":1.0"), position, Platform.LINUX_AMD64);
    workbench.serve(name, "1.0", image);
    return "docker://" + name + ":1.0";
  }
}
