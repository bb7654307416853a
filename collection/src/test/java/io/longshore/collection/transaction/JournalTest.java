package io.longshore.collection.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

class JournalTest {
  private static final JournalEntry STEP =
      new JournalEntry(
          JournalEntry.Action.PUBLISH,
          "app--1.0",
          new RefChange("refs/heads/master", "a".repeat(40), "b".repeat(40)),
          new RefChange("refs/heads/main", "c".repeat(40), "d".repeat(40)));

  @TempDir Path folder;
  private Path file;
  private Journal journal;

  @BeforeEach
  void open() {
    file = folder.resolve("longshore/journal.json");
    journal = new Journal(file);
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    assertEquals(Optional.empty(), journal.read());
  }

  @Test
  void tellsAnotherProcessTheStepInHand() throws IOException {
    journal.write(STEP);

    assertEquals(Optional.of(STEP), new Journal(file).read());
  }

  @Test
  void holdsTheLastStepOnly() throws IOException {
    JournalEntry next =
        new JournalEntry(
            JournalEntry.Action.ROLL_BACK, "next", STEP.superdataset(), STEP.imagesOci());
    journal.write(STEP);
    journal.write(next);

    assertEquals(Optional.of(next), journal.read());
  }

  @Test
  void leavesNothingBehindWhenCleared() throws IOException {
    journal.write(STEP);
    journal.clear();
    journal.clear();

    assertEquals(Optional.empty(), journal.read());
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void doesNotTakeWhatWasBeingWrittenForAStep() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file.resolveSibling(".longshore-0.partial"), "{\"image\":\"app");

    assertEquals(Optional.empty(), journal.read());
    journal.write(STEP);
    assertEquals(Optional.of(STEP), journal.read());
  }

  @Test
  void refusesWhatItCannotUnderstand() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"image\":\"app");

    FailureException failure = assertThrows(FailureException.class, journal::read);

    assertEquals(FailureKind.DATASET, failure.kind());
    assertEquals(file.toString(), failure.subject());
  }

  @Test
  void refusesABranchThatWouldBeTwoRequestsToGit() throws IOException {
    Files.createDirectories(file.getParent());
    journal.write(STEP);
    String two = "refs/heads/x\\ndelete refs/heads/master";
    Files.writeString(file, Files.readString(file).replace("refs/heads/master", two));

    FailureException failure = assertThrows(FailureException.class, journal::read);

    assertEquals(FailureKind.DATASET, failure.kind());
  }
}
