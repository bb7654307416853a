package io.longshore.acceptance.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.ExpectedCollection;
import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true of a collection after every resume. */
final class Condition {
  private final SmallCollection collection;
  private final Shell shell;
  private final Shell imagesOci;

  Condition(SmallCollection collection) {
    this.collection = collection;
    this.shell = collection.shell();
    this.imagesOci = collection.dataset().imagesOci();
  }

  /** Neither dataset is damaged, and no image is half migrated. */
  void check() {
    for (Shell repository : List.of(shell, imagesOci)) {
      repository.run("git", "fsck", "--no-dangling");
      assertEquals("", repository.run("git", "status", "--porcelain"));
    }
    assertEquals(
        imagesOci.run("git", "rev-parse", "HEAD"),
        shell.run("git", "rev-parse", "HEAD:images-oci"),
        "the superdataset names another commit of images-oci");
    for (String file : List.of("journal.json", "children", "staging", "checkout")) {
      assertFalse(Files.exists(shell.folder().resolve(".git/longshore").resolve(file)), file);
    }
    Set<String> files = tracked(shell);
    Set<String> layouts = tracked(imagesOci);
    String configuration = shell.run("cat", ".datalad/config");
    for (RecipeFact recipe : collection.recipes()) {
      String sif = ExpectedCollection.sif(recipe);
      boolean migrated = files.contains(sif);
      String old = recipe.oldImage().orElseThrow();
      assertEquals(!migrated, files.contains(recipe.recipe()), recipe.recipe());
      assertEquals(!migrated, files.contains(old), old);
      assertEquals(
          migrated, layouts.contains(ExpectedCollection.layout(recipe) + "/index.json"), sif);
      assertTrue(
          configuration.contains("\timage = " + (migrated ? sif : old) + "\n"), configuration);
    }
  }

  /** The bytes of all content are those of its keys. */
  void checkContent() {
    shell.run("git", "annex", "fsck", "--quiet", "--include=*.sif");
    imagesOci.run("git", "annex", "fsck", "--quiet");
    for (Shell repository : List.of(shell, imagesOci)) {
      Path bad = repository.folder().resolve(".git/annex/bad");
      assertFalse(Files.exists(bad), "git-annex found wrong bytes and put them into " + bad);
    }
    assertEquals("", shell.run("git", "annex", "find", "--include=*.sif", "--not", "--in=here"));
    assertEquals("", imagesOci.run("git", "annex", "find", "--not", "--in=here"));
  }

  int migrated() {
    return (int) tracked(shell).stream().filter(path -> path.endsWith(".sif")).count();
  }

  private static Set<String> tracked(Shell repository) {
    return repository
        .run("git", "ls-tree", "-r", "--name-only", "HEAD")
        .lines()
        .collect(Collectors.toSet());
  }
}
