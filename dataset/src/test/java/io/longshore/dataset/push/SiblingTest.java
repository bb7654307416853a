package io.longshore.dataset.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiblingTest {
  @TempDir Path folder;

  private static GitRepository following(Scratch scratch, String branch) throws IOException {
    GitRepository git = scratch.repository("dataset");
    scratch.write(git, "file", "text");
    scratch.commitAll(git, "first");
    git.configure("remote.lab.url", scratch.folder().resolve("lab").toString());
    git.configure("branch.master.remote", "lab");
    git.configure("branch.master.merge", "refs/heads/" + branch);
    return git;
  }

  @Test
  void aBranchIsPushedToTheRemoteThatItFollows() throws IOException {
    assertEquals("lab", Sibling.of(following(new Scratch(folder.toRealPath()), "master")).name());
  }

  @Test
  void aBranchThatFollowsOneOfAnotherNameIsNotPushedBesideIt() throws IOException {
    GitRepository git = following(new Scratch(folder.toRealPath()), "main");
    FailureException failure = assertThrows(FailureException.class, () -> Sibling.of(git));
    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.nextStep().contains("branch -m main"), failure.nextStep());

    git.configure("branch.master.pushremote", "lab");
    assertEquals("lab", Sibling.of(git).name());
  }

  @Test
  void contentIsCopiedToAllThatARemoteDependsOn() throws IOException {
    Scratch scratch = new Scratch(folder.toRealPath());
    AnnexRepository dataset = scratch.annex("dataset");
    GitRepository git = dataset.git();
    scratch.run(scratch.folder(), "git", "init", "--quiet", "--bare", "lab");
    scratch.run(
        git.root(), "git", "remote", "add", "lab", scratch.folder().resolve("lab").toString());
    for (String store : List.of("first", "second")) {
      Path place = scratch.annex(store).git().root();
      scratch.run(git.root(), "git", "remote", "add", store, place.toString());
      scratch.run(git.root(), "git", "annex", "wanted", store, "anything");
      scratch.run(
          git.root(), "git", "config", "--add", "remote.lab.datalad-publish-depends", store);
    }
    scratch.write(git, "file", "content");
    scratch.run(git.root(), "git", "annex", "add", "file");
    scratch.run(git.root(), "git", "commit", "--quiet", "-m", "a file");
    git.configure("branch.master.remote", "lab");

    assertTrue(Sibling.of(git).push());

    String places = scratch.run(git.root(), "git", "annex", "whereis", "file");
    assertTrue(places.contains("-- first") && places.contains("-- second"), places);
  }

  /** As services of continuous integration clone, and submodules with {@code shallow = true}. */
  @Test
  void aCloneOfOneBranchAloneTakesInWhatOthersHavePushedOfTheAnnex() throws IOException {
    Scratch scratch = new Scratch(folder.toRealPath());
    GitRepository others = scratch.annex("others").git();
    scratch.write(others, "file", "text");
    scratch.commitAll(others, "first");
    String lab = "file://" + scratch.folder().resolve("lab");
    scratch.run(scratch.folder(), "git", "init", "--quiet", "--bare", "lab");
    scratch.run(others.root(), "git", "remote", "add", "origin", lab);
    scratch.run(others.root(), "git", "push", "--quiet", "origin", "master", "git-annex");
    scratch.run(scratch.folder(), "git", "clone", "--quiet", "--depth", "1", lab, "clone");
    GitRepository clone = scratch.repository("clone");
    scratch.run(clone.root(), "git", "annex", "init", "the clone");
    scratch.write(clone, "added", "text");
    scratch.commitAll(clone, "second");

    assertTrue(Sibling.of(clone).push());

    String annex =
        scratch.run(scratch.folder().resolve("lab"), "git", "show", "git-annex:uuid.log");
    assertTrue(annex.contains(" others ") && annex.contains(" the clone "), annex);
    assertEquals(clone.head().commit().orElseThrow().toString(), tip(scratch));
  }

  private static String tip(Scratch scratch) throws IOException {
    return scratch.run(scratch.folder().resolve("lab"), "git", "rev-parse", "master").strip();
  }
}
