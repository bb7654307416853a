package io.longshore.collection.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.longshore.collection.migrate.LastFailures;
import io.longshore.collection.session.DeadRun;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.testing.Edits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What runs leave for later ones, after others or a failing disk have had their hands on it. */
class GarbledRecordsTest {
  private static final String COMMITS =
      "\"oldCommit\":\"" + "a".repeat(40) + "\",\"newCommit\":\"" + "b".repeat(40) + "\"}";

  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("record", "");
  }

  @AfterContainer
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  @Provide
  Arbitrary<byte[]> journals() {
    return Edits.of(
        "{\"action\":\"PUBLISH\",\"image\":\"app--1.0\",\"imagesOci\":{\"ref\":\"refs/heads/master\","
            + COMMITS
            + ",\"superdataset\":{\"ref\":\"refs/heads/main\","
            + COMMITS
            + "}",
        "null");
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aJournalIsAWholeStepOrRefused(@ForAll("journals") byte[] text) throws IOException {
    Files.write(file, text);
    Optional<JournalEntry> step;
    try {
      step = new Journal(file).read();
    } catch (FailureException e) {
      assertEquals(FailureKind.DATASET, e.kind());
      return;
    }
    JournalEntry whole = step.orElseThrow();
    whole.changesAnything();
    whole.imagesOci().from();
    whole.superdataset().to();
    assertFalse(whole.imagesOci().ref().isEmpty() || whole.superdataset().ref().isEmpty());
  }

  @Provide
  Arbitrary<byte[]> childRecords() {
    return Edits.of(
        """
        run 01234567-89ab-cdef-0123-456789abcdef 0123456789abcdef0123456789abcdef
        locked /data/collection/.git/index.lock
        + 4194000 123456789 git annex setkey
        + 4194001 123456790 git update-ref
        - 4194001
        """);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aRecordOfChildrenIsReadWhateverItSays(@ForAll("childRecords") byte[] text)
      throws IOException {
    Files.write(file, text);
    assertEquals(List.of(), DeadRun.find(file).orElseThrow().children());
  }

  @Provide
  Arbitrary<byte[]> failures() {
    return Edits.of(
        """
        {"recipe":"a","kind":"gone","subject":"q","problem":"r","nextStep":"n","at":"2026-01-01T00:00:00Z"}
        {"recipe":"b","kind":"auth","subject":"q","problem":"s","nextStep":"m","at":"2026-01-02T00:00:00Z"}
        """,
        "null\n");
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void failuresOfEarlierRunsAreReadWhateverTheFileSays(@ForAll("failures") byte[] text)
      throws IOException {
    Files.write(file, text);
    new LastFailures(file).read();
  }
}
