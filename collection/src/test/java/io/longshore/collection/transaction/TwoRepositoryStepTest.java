package io.longshore.collection.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.publish.TwoStates;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
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
class TwoRepositoryStepTest {
  @TempDir Path folder;
  private TwoStates superdataset;
  private TwoStates imagesOci;
  private Journal journal;
  private JournalEntry step;

  @BeforeEach
  void beginAStep() throws IOException {
    superdataset = TwoStates.make(folder.resolve("superdataset"));
    imagesOci = TwoStates.make(folder.resolve("images-oci"));
    journal = new Journal(folder.resolve("journal.json"));
    step =
        new JournalEntry(
            JournalEntry.Action.PUBLISH, "app--1.0", imagesOci.change(), superdataset.change());
    journal.write(step);
  }

  private boolean settle() throws IOException {
    return new TwoRepositoryStep(superdataset.git(), imagesOci.git(), journal).settle(step);
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
    for (TwoStates repository : List.of(imagesOci, superdataset)) {
      TwoStates.run(
          repository.git(), "reset", "--quiet", "--hard", repository.change().newCommit());
    }

    assertTrue(settle());
    assertSettledAs("after");
  }

  @Test
  void filesThatWereInPlaceBeforeTheirIndexAreNoObstacle() throws IOException {
    moveBothBranches();
    for (TwoStates repository : List.of(imagesOci, superdataset)) {
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
    String theirs = TwoStates.commit(superdataset.git(), "theirs");

    FailureException failure = assertThrows(FailureException.class, this::settle);

    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.getMessage().contains(theirs), failure.getMessage());
    assertEquals(theirs, TwoStates.run(superdataset.git(), "rev-parse", TwoStates.REF));
    assertEquals(Optional.of(step), journal.read());
  }

  @Test
  void nothingMovesIfSomeoneMovedTheSuperdatasetMeanwhile() throws IOException {
    journal.clear();
    String theirs = TwoStates.commit(superdataset.git(), "theirs");

    assertThrows(
        FailureException.class,
        () -> new TwoRepositoryStep(superdataset.git(), imagesOci.git(), journal).carryOut(step));

    assertEquals(theirs, TwoStates.run(superdataset.git(), "rev-parse", TwoStates.REF));
    imagesOci.assertIsWholly("before");
  }
}
