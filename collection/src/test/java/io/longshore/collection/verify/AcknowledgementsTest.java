package io.longshore.collection.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.verify.report.Acknowledged;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementsTest {
  private static final String FILE = ".datalad/longshore-acknowledged";
  private static final String DANGLING = "registrations\tregistration old\t";

  @TempDir static Path scratch;
  private static MigratedCollection whole;

  @TempDir Path folder;
  private MigratedCollection collection;

  @BeforeAll
  static void migrate() throws IOException {
    whole = MigratedCollection.migrated(scratch.resolve("whole"));
    whole.edit(
        ".datalad/config",
        text -> text + "[datalad \"containers.old\"]\n\timage = images/old/old--1.simg\n");
    whole.write("images/tools/plain--2.sing", "old");
    whole.commitAll();
  }

  @BeforeEach
  void copy() throws IOException {
    collection = whole.copy(folder.resolve("copy"));
  }

  private VerificationReport verify(String acknowledged, String... images) throws IOException {
    collection.write(FILE, acknowledged);
    collection.commitAll();
    return Verification.verify(collection.root(), List.of(images));
  }

  private static CheckResult check(VerificationReport report, String name) {
    return report.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsKnownIsNoFinding() throws IOException {
    VerificationReport report =
        verify(
            "# upstream's own\n\n"
                + DANGLING
                + "  its image was never published  \r\n"
                + "leftovers\timages/tools/plain--2.sing\ta study uses it\n");

    assertEquals(0, report.findings());
    assertEquals(2, report.acknowledged());
    Acknowledged known = check(report, "registrations").acknowledged().getFirst();
    assertEquals("its image was never published", known.reason());
    assertTrue(known.finding().problem().contains("not in the dataset"));
    assertTrue(report.checks().stream().allMatch(check -> check.notes().isEmpty()));
  }

  @Test
  void whatElseIsFoundStays() throws IOException {
    VerificationReport report = verify(DANGLING + "known\n");

    assertEquals(1, report.findings());
    assertEquals(1, report.acknowledged());
    assertEquals(1, check(report, "leftovers").findings().size());
  }

  @Test
  void whatIsNotFoundAnyMoreIsToldAndIsNoFault() throws IOException {
    String stale =
        DANGLING
            + "known\n"
            + "leftovers\timages/tools/plain--2.sing\tknown\n"
            + "sif\timages/tools/gone--1.sif\tbeing rebuilt\n";

    VerificationReport report = verify(stale);

    assertEquals(0, report.findings());
    List<String> notes = check(report, "sif").notes();
    assertEquals(1, notes.size());
    assertTrue(notes.getFirst().contains("line 3"), notes::toString);
    assertTrue(notes.getFirst().contains("images/tools/gone--1.sif"), notes::toString);
    // A look at one image says nothing of the others.
    assertEquals(List.of(), check(verify(stale, "app"), "sif").notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "registrations\tregistration old | line 2 is not CHECK, tab",
        "registrations\tregistration old\t | line 2 is not CHECK, tab",
        "registrations\tregistration old\t  \tx | line 2 gives no reason",
        "registrations registration old known | line 2 is not CHECK, tab",
        "registrations\t\tknown | line 2 is not CHECK, tab",
        "registration\tregistration old\tknown | line 2 'registration' is no check",
        "clean\t.\tknown | line 2 acknowledges what is not saved"
      })
  void aLineThatIsWrongIsNamed(String line, String problem) throws IOException {
    String text = "# known\n" + line.replace("\\t", "\t").replace("\tx", "") + "\n";

    FailureException failure = assertThrows(FailureException.class, () -> verify(text));

    assertEquals(FailureKind.DATASET, failure.kind());
    assertEquals(FILE, failure.subject());
    assertTrue(failure.problem().contains(problem), failure.problem());
  }

  @Test
  void oneThingIsAcknowledgedOnce() {
    FailureException failure =
        assertThrows(
            FailureException.class, () -> verify(DANGLING + "known\n" + DANGLING + "too\n"));

    assertTrue(failure.problem().contains("line 2 says again what line 1 says"));
  }

  @Test
  void theFileIsTextThatGitKeeps() throws IOException {
    Files.createSymbolicLink(collection.root().resolve(FILE), Path.of("../README"));
    collection.commitAll();

    FailureException failure =
        assertThrows(
            FailureException.class, () -> Verification.verify(collection.root(), List.of()));

    assertTrue(failure.problem().contains("no file in git itself"), failure.problem());
  }

  @Test
  void everyCheckCanBeNamed() {
    assertTrue(Check.names().containsAll(List.of("remote", "download", "rebuild", "sif-content")));
  }
}
