package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DryRunReportTest {
  private final ByteArrayOutputStream people = new ByteArrayOutputStream();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private DryRunReport report(boolean all, int width) {
    return report(all, width, /* json= */ false);
  }

  private DryRunReport report(boolean all, int width, boolean json) {
    return new DryRunReport(
        new Messages(
            new PrintStream(people, true, StandardCharsets.UTF_8),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            json,
            false),
        RunLogs.none(),
        all,
        width,
        NextStep.of("longshore migrate --jobs 3"));
  }

  private static MigrationEvent.WouldMigrate wouldMigrate(int number) {
    String name = "bids-app-" + number + "--1.0";
    return new MigrationEvent.WouldMigrate(
        "images/bids/Singularity." + name,
        "bids/app-" + number + ":1.0",
        "sha256:" + "a".repeat(64),
        1,
        38_000_000,
        "bids/" + name + ".oci",
        "images/bids/" + name + ".sif",
        List.of("bids-app-" + number));
  }

  /** 350 images could be migrated, of 337 the tag has moved; 24 fail, 15 are not eligible. */
  private static void tellOfMany(DryRunReport report) {
    report.on(new MigrationEvent.Planned(374, 15));
    for (int i = 0; i < 15; i++) {
      report.on(
          new MigrationEvent.NotEligible(
              "images/lab/Singularity.lab-own-" + i, "is not auto-generated", false));
    }
    for (int i = 0; i < 350; i++) {
      MigrationEvent.WouldMigrate would = wouldMigrate(i);
      report.on(would);
      if (i < 337) {
        report.on(
            new MigrationEvent.TagMoved(
                would.recipe(),
                would.reference(),
                would.sif().replace(".sif", ".sing"),
                Instant.parse("2024-05-06T00:00:00Z").plusSeconds(i),
                Instant.parse("2023-01-02T00:00:00Z")));
      }
    }
    for (int i = 0; i < 24; i++) {
      report.on(
          new MigrationEvent.Failed(
              "images/nipy/Singularity.nipy-app--" + i,
              new FailureException(
                  FailureKind.GONE, "nipy/app:" + i, "is not there", "name another tag")));
    }
    report.finish(new MigrationSummary(0, 15, 0, 24, 0, false));
  }

  private String said() {
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void ofManyImagesFamiliesAreSummedUpAndCausesToldOnce() {
    tellOfMany(report(false, 80));

    assertEquals(
        """
        374 to migrate, 15 left as they are

        FAMILY  TO MIGRATE  FAILED  LEFT AS IS
        bids           350       -           -
        lab              -       -          15
        nipy             -      24           -
        all            350      24          15

        would fail
          24 images: is not there (gone)
            next: name another tag
            nipy-app--0, nipy-app--1, nipy-app--2 and 21 more
        left as they are
          15 images: is not auto-generated
            lab-own-0, lab-own-1, lab-own-2 and 12 more
        warnings
          337 images: the tag has moved since the old image was added: it is another
            image now (tag moved)
            bids-app-0--1.0, bids-app-1--1.0, bids-app-2--1.0 and 334 more
        350 to migrate, 15 left as they are, 24 would fail (24 gone), 337 warnings
          next: longshore migrate --jobs 3
          each image: longshore migrate --dry-run --all
          some: longshore migrate --dry-run 'bids-*'
        """,
        said());
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 80, 200})
  void itFitsAScreen(int width) {
    tellOfMany(report(false, width));

    assertTrue(said().lines().count() <= 34, said());
    assertTrue(said().lines().allMatch(line -> line.length() < width), said());
  }

  @Test
  void programsAreToldOfEachImage() {
    tellOfMany(report(false, 80, /* json= */ true));

    List<JsonNode> events =
        output.toString(StandardCharsets.UTF_8).lines().map(JsonMapper.shared()::readTree).toList();
    assertEquals(350, events.stream().filter(event -> is("would_migrate", event)).count());
    assertEquals(337, events.stream().filter(event -> is("tag_moved", event)).count());
    assertEquals(337, events.getLast().path("warnings").asInt());
    assertTrue(is("dry_run", events.getLast()));
  }

  private static boolean is(String name, JsonNode event) {
    return event.path("event").asString().equals(name);
  }

  @Test
  void eachImageIsToldWhereAllAreAskedFor() {
    tellOfMany(report(true, 80));

    assertTrue(
        said().contains("  left as it is: images/lab/Singularity.lab-own-14: is not"), said());
    assertTrue(
        said()
            .contains(
                """
                [350/374] images/bids/Singularity.bids-app-349--1.0
                      from bids/app-349:1.0 (1 layer, 38.0 MB)
                      to   images-oci/bids/bids-app-349--1.0.oci and \
                images/bids/bids-app-349--1.0.sif  -> bids-app-349
                """),
        said());
    assertFalse(said().contains("--all"), said());
  }

  @Test
  void ofFewImagesEachIsTold() {
    DryRunReport report = report(false, 80);
    report.on(new MigrationEvent.Planned(1, 0));
    report.on(wouldMigrate(0));
    report.finish(new MigrationSummary(0, 0, 0, 0, 0, false));

    assertTrue(said().contains("[1/1] images/bids/Singularity.bids-app-0--1.0"), said());
    assertTrue(said().endsWith("  next: longshore migrate --jobs 3\n"), said());
  }
}
