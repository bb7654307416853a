package io.longshore.migrate.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.migrate.journal.Journal;
import io.longshore.migrate.journal.JournalEntry;
import io.longshore.migrate.journal.RefChange;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run that died finds again, at each place it may have died at. */
class RecoveryTest {
  private static final String REF = "refs/heads/master";

  @TempDir Path folder;
  private Repository superdataset;
  private Repository imagesOci;
  private Journal journal;
  private JournalEntry step;

  /** A repository with a commit, its files, and a commit it may move to. */
  private record Repository(GitRepository git, RefChange change) {
    static Repository make(Path root) throws IOException {
      Files.createDirectories(root);
      GitRepository git = initialise(root);
      String before = commit(git, "before");
      String after = commit(git, "after");
      run(git, "reset", "--quiet", "--hard", before);
      return new Repository(git, new RefChange(REF, before, after));
    }

    private static GitRepository initialise(Path root) throws IOException {
      LocalCommandRunner runner = new LocalCommandRunner();
      runner.run(TypedCommand.of(root, "git", "init", "--quiet", "--initial-branch=master"));
      GitRepository git = GitRepository.at(root, runner);
      git.configure("user.name", "Ada Example");
      git.configure("user.email", "ada@example.org");
      return git;
    }

    private static String commit(GitRepository git, String content) throws IOException {
      Files.writeString(git.root().resolve("file"), content);
      run(git, "add", "file");
      run(git, "commit", "--quiet", "-m", content);
      return run(git, "rev-parse", "HEAD");
    }

    static String run(GitRepository git, String... arguments) throws IOException {
      return git.run(TypedCommand.git(git.root(), arguments)).text();
    }

    void moveBranch(String commit) throws IOException {
      run(git, "update-ref", REF, commit);
    }

    void assertIsWholly(String state) throws IOException {
      String commit = state.equals("after") ? change.newCommit() : change.oldCommit();
      assertEquals(commit, run(git, "rev-parse", REF));
      assertEquals(state, Files.readString(git.root().resolve("file")));
      assertEquals("", run(git, "status", "--porcelain"));
    }
  }

  @BeforeEach
  void beginAStep() throws IOException {
    superdataset = Repository.make(folder.resolve("superdataset"));
    imagesOci = Repository.make(folder.resolve("images-oci"));
    journal = new Journal(folder.resolve("journal.json"));
    step =
        new JournalEntry(
            JournalEntry.Action.PUBLISH, "app--1.0", imagesOci.change(), superdataset.change());
    journal.write(step);
  }

  private boolean settle() throws IOException {
    return new Recovery(superdataset.git(), imagesOci.git(), journal).settle(step);
  }

  private void assertSettledAs(String state) throws IOException {
    superdataset.assertIsWholly(state);
    imagesOci.assertIsWholly(state);
    assertEquals(Optional.empty(), journal.read());
  }

  @Test
  void nothingIsDoneIfNoBranchHadMoved() throws IOException {
    assertFalse(settle());
    assertSettledAs("before");
  }

  @Test
  void imagesOciIsTakenBackIfItAloneHadMoved() throws IOException {
    imagesOci.moveBranch(imagesOci.change().newCommit());

    assertFalse(settle());
    assertSettledAs("before");
  }

  @Test
  void filesFollowIfBothBranchesHadMoved() throws IOException {
    imagesOci.moveBranch(imagesOci.change().newCommit());
    superdataset.moveBranch(superdataset.change().newCommit());

    assertTrue(settle());
    assertSettledAs("after");
  }

  @Test
  void filesThatFollowedAlreadyAreNoObstacle() throws IOException {
    for (Repository repository : List.of(imagesOci, superdataset)) {
      Repository.run(
          repository.git(), "reset", "--quiet", "--hard", repository.change().newCommit());
    }

    assertTrue(settle());
    assertSettledAs("after");
  }

  @Test
  void filesThatWereInPlaceBeforeTheirIndexAreNoObstacle() throws IOException {
    moveBothBranches();
    for (Repository repository : List.of(imagesOci, superdataset)) {
      Files.writeString(repository.git().root().resolve("file"), "after");
    }

    assertTrue(settle());
    assertSettledAs("after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aft", "", "before and more", "after and more"})
  void aFileThatIsNeitherOldNorNewIsSomebodysAndAwaited(String written) throws IOException {
    moveBothBranches();
    Path file = superdataset.git().root().resolve("file");
    Files.writeString(file, written);

    FailureException failure = assertThrows(FailureException.class, this::settle);

    assertTrue(failure.nextStep().contains("longshore resume"), failure.nextStep());
    assertEquals(written, Files.readString(file));
    assertEquals(Optional.of(step), journal.read());
    Files.delete(file);
    assertTrue(settle());
    assertSettledAs("after");
  }

  private void moveBothBranches() throws IOException {
    imagesOci.moveBranch(imagesOci.change().newCommit());
    superdataset.moveBranch(superdataset.change().newCommit());
  }

  @Test
  void settlingAgainChangesNothing() throws IOException {
    imagesOci.moveBranch(imagesOci.change().newCommit());
    superdataset.moveBranch(superdataset.change().newCommit());
    settle();

    assertTrue(settle());
    assertSettledAs("after");
  }

  @Test
  void aBranchSomeoneElseMovedIsLeftToThem() throws IOException {
    String theirs = Repository.commit(superdataset.git(), "theirs");

    FailureException failure = assertThrows(FailureException.class, this::settle);

    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.getMessage().contains(theirs), failure.getMessage());
    assertEquals(theirs, Repository.run(superdataset.git(), "rev-parse", REF));
    assertEquals(Optional.of(step), journal.read());
  }

  @Test
  void nothingMovesIfSomeoneMovedTheSuperdatasetMeanwhile() throws IOException {
    journal.clear();
    String theirs = Repository.commit(superdataset.git(), "theirs");

    assertThrows(
        FailureException.class,
        () -> new Recovery(superdataset.git(), imagesOci.git(), journal).carryOut(step));

    assertEquals(theirs, Repository.run(superdataset.git(), "rev-parse", REF));
    imagesOci.assertIsWholly("before");
  }
}
