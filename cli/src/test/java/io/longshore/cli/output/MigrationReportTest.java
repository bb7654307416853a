package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.migrate.predecessor.Verdict;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.compare.Difference;
import io.longshore.image.compare.ImageComparison;
import io.longshore.testing.EventSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MigrationReportTest {
  private static final MigrationEvent.Migrated MIGRATED =
      new MigrationEvent.Migrated(
          "images/bids/Singularity.app--1.0",
          "bids/app--1.0.oci",
          "images/bids/app--1.0.sif",
          "sha256:" + "a".repeat(64),
          38_000_000,
          24_500_000,
          12.3,
          0.2,
          List.of("app", "app-1-0"));

  @TempDir Path folder;
  private final ByteArrayOutputStream people = new ByteArrayOutputStream();
  private final ByteArrayOutputStream programs = new ByteArrayOutputStream();
  private Path logFile;
  private Path warningsFile;
  private RunLogs logs;
  private MigrationReport report;

  @BeforeEach
  void open() throws IOException {
    logFile = folder.resolve("failures.log");
    warningsFile = folder.resolve("warnings.log");
    logs = RunLogs.open(Optional.of(logFile), Optional.of(warningsFile));
    Messages messages =
        new Messages(
            new PrintStream(people, true, StandardCharsets.UTF_8),
            new PrintStream(programs, true, StandardCharsets.UTF_8),
            true,
            false);
    report = new MigrationReport(messages, logs, false);
  }

  @AfterEach
  void close() throws IOException {
    logs.close();
  }

  @Test
  void countsImagesAsTheyAreSettled() {
    report.on(new MigrationEvent.Planned(2, 1));
    report.on(MIGRATED);
    report.on(failed());

    assertTrue(said().contains("2 to migrate, 1 left as they are"), said());
    assertTrue(said().contains("[1/2] images/bids/app--1.0.sif  24.5 MB of 38.0 MB"), said());
    assertTrue(said().contains("12.3 s  -> app, app-1-0"), said());
    assertTrue(said().contains("[2/2] images/bids/Singularity.gone--1 failed"), said());
    assertTrue(said().contains("  next: name another tag"), said());
  }

  @Test
  void writesEachFailureToTheLogWithItsClass() throws IOException {
    report.on(failed());
    report.on(new MigrationEvent.NotEligible("images/x", "has commands in %post", true));
    report.on(new MigrationEvent.NotEligible("images/y", "has commands in %post", false));

    assertEquals(
        List.of(
            "images/bids/Singularity.gone--1\tgone\tbids/gone:1: is not there (gone)",
            "images/x\tnot eligible\thas commands in %post"),
        Files.readAllLines(logFile));
  }

  @Test
  void tellsProgramsWhatBecameOfAnImage() {
    report.on(MIGRATED);
    report.on(failed());

    List<JsonNode> lines = lines();
    assertEquals(
        List.of("migrated", "failed"),
        lines.stream().map(line -> line.path("event").asString()).toList());
    assertEquals("images/bids/app--1.0.sif", lines.get(0).path("sif").asString());
    assertEquals(38_000_000, lines.get(0).path("layer_bytes").asLong());
    assertEquals("app-1-0", lines.get(0).path("registrations").path(1).asString());
    assertEquals("gone", lines.get(1).path("code").asString());
    assertEquals("name another tag", lines.get(1).path("next").asString());
  }

  @Test
  void tellsOfTagsThatHaveMovedAndSumsThemUp() throws IOException {
    report.on(
        new MigrationEvent.TagMoved(
            "images/bids/Singularity.app--1.0",
            "bids/app:1.0",
            "images/bids/app--1.0.sing",
            Instant.parse("2024-05-06T00:00:00Z"),
            Instant.parse("2023-01-02T00:00:00Z")));
    report.finish(new MigrationSummary(1, 0, 0, 0, 0, false));

    assertTrue(
        said()
            .contains(
                "warning: bids/app:1.0: the tag has moved: the image was created"
                    + " 2024-05-06T00:00:00Z, and images/bids/app--1.0.sing was added before,"
                    + " 2023-01-02T00:00:00Z"),
        said());
    assertTrue(said().contains("0 failed, 1 warning; "), said());
    assertTrue(said().contains("  all warnings are in " + warningsFile), said());
    assertEquals("tag_moved", lines().getFirst().path("event").asString());
    assertEquals(1, lines().getLast().path("tags_moved").asInt());
    assertEquals(1, lines().getLast().path("warnings").asInt());
    assertEquals("", Files.readString(logFile));
    assertTrue(
        Files.readString(warningsFile)
            .startsWith("images/bids/Singularity.app--1.0\ttag moved\tbids/app:1.0: the tag has"));
  }

  @Test
  void manyFailuresAndWarningsOfOneCauseAreOneLineEach() throws IOException {
    report.on(new MigrationEvent.Planned(776, 0));
    for (int i = 0; i < 387; i++) {
      String recipe = "images/bids/Singularity.app-" + i + "--1.0";
      report.on(
          new MigrationEvent.Failed(
              recipe,
              new FailureException(
                  FailureKind.NETWORK, "docker.io", "cannot be reached", "try it again")));
      report.on(
          new MigrationEvent.TagMoved(
              recipe,
              "bids/app-" + i + ":1.0",
              "images/bids/app-" + i + "--1.0.sing",
              Instant.parse("2024-05-06T00:00:00Z").plusSeconds(i),
              Instant.parse("2023-01-02T00:00:00Z")));
    }
    report.finish(new MigrationSummary(387, 0, 0, 387, 2, false));

    assertEquals(387, Files.readAllLines(logFile).size());
    assertEquals(387, Files.readAllLines(warningsFile).size());
    String said = said();
    assertEquals(2, said.split("next: try it again", -1).length - 1, said);
    assertEquals(1, said.split("warning: ", -1).length - 1, said);
    assertTrue(said.contains("[387/776] images/bids/Singularity.app-386--1.0 failed, as"), said);
    String end = said.substring(said.indexOf("\nfailed\n"));
    assertTrue(
        end.startsWith(
            """

            failed
              387 images: docker.io: cannot be reached (network)
                next: try it again
                app-0--1.0, app-1--1.0, app-2--1.0 and 384 more
            warnings
              387 images: the tag has moved since the old image was added: it is another image \
            now (tag moved)
                app-0--1.0, app-1--1.0, app-2--1.0 and 384 more
            387 migrated, 0 left as they are, 387 failed (387 network), 387 warnings, 2 held back \
            because of that; \
            """),
        end);
  }

  @Test
  void tellsHowOldAndNewCompare() throws IOException {
    report.on(compared(new Verdict.Compared(comparison(List.of()))));
    report.on(
        compared(
            new Verdict.Compared(
                comparison(List.of(new Difference("/opt/\u001b[31m", "mode", "0644", "0755"))))));
    report.on(
        compared(
            new Verdict.NotCompared(
                new FailureException(
                    FailureKind.GONE, "images/app.sing", "is not here", "git annex get it"))));
    report.finish(new MigrationSummary(3, 0, 0, 0, 0, false));

    assertTrue(said().contains("the same files as in images/app.sing"), said());
    assertTrue(
        said().contains("warning: images/app.sing: has other files: 1 difference: 1 of mode"),
        said());
    assertFalse(said().contains("\u001b"), said());
    assertTrue(
        said().contains("warning: images/app.sing: was not compared, as it is not here"), said());
    assertTrue(said().contains("next: git annex get it"), said());
    assertTrue(
        said()
            .contains(
                "compared with the old images: 1 with the same files, 1 with others, 1 not compared"),
        said());
    assertEquals(2, Files.readAllLines(warningsFile).size());
    assertEquals("", Files.readString(logFile));
    assertEquals(1, lines().getLast().path("same_as_old").asInt());
    assertEquals(1, lines().getLast().path("differing_from_old").asInt());
    assertEquals(1, lines().getLast().path("not_compared_with_old").asInt());
  }

  private static MigrationEvent.ComparedWithOld compared(Verdict verdict) {
    return new MigrationEvent.ComparedWithOld("images/Singularity.app", "images/app.sing", verdict);
  }

  private static ImageComparison comparison(List<Difference> differences) {
    TreeMap<String, Long> aspects = new TreeMap<>();
    differences.forEach(difference -> aspects.merge(difference.aspect(), 1L, Long::sum));
    return new ImageComparison(differences, differences.size(), aspects, 0, 0, new TreeSet<>());
  }

  @Test
  void sendsWhoIsDoneToVerify() {
    report.finish(new MigrationSummary(3, 2, 0, 0, 0, false));

    assertTrue(said().startsWith("3 migrated, 2 left as they are, 0 failed; "), said());
    assertTrue(said().contains("  next: longshore verify"), said());
    assertEquals(3, lines().getLast().path("migrated").asInt());
    assertEquals("summary", lines().getLast().path("event").asString());
  }

  @Test
  void saysHowToGoOnAfterAFailure() {
    report.finish(new MigrationSummary(1, 0, 0, 1, 4, false));

    assertTrue(said().contains("1 failed, 4 held back because of that"), said());
    assertTrue(said().contains("--skip-failures"), said());
  }

  private static MigrationEvent.Failed failed() {
    return new MigrationEvent.Failed(
        "images/bids/Singularity.gone--1",
        new FailureException(FailureKind.GONE, "bids/gone:1", "is not there", "name another tag"));
  }

  private String said() {
    return people.toString(StandardCharsets.UTF_8);
  }

  private List<JsonNode> lines() {
    EventSchema.requireValid(programs.toString(StandardCharsets.UTF_8));
    return programs
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }
}
