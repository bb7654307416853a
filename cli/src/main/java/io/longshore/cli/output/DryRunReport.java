package io.longshore.cli.output;

import io.longshore.cli.output.FamilyTable.Column;
import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.migrate.SpaceEstimate;
import io.longshore.collection.plan.ImageNames;
import io.longshore.ground.NextStep;
import java.util.List;
import java.util.Map;

/**
 * Reports what a migration would do. A few images are listed one by one. For many images, sums by
 * family come first, then the causes of problems.
 */
public final class DryRunReport implements RunReport {
  /** The number of images that fit on a screen with three lines each. */
  private static final int FEW = 15;

  private static final int MOST_CAUSES = 8;
  private static final String INDENT = "  ";
  private static final Column TO_MIGRATE = Column.ofNumbers("to migrate");
  private static final Column FAILED = Column.ofNumbers("failed");
  private static final Column LEFT = Column.ofNumbers("left as is");
  private static final Column MIGRATED = Column.ofNumbers("migrated");

  private final Messages messages;
  private final RunLogs logs;
  private final boolean all;
  private final int width;
  private final NextStep inEarnest;
  private final long begin = System.nanoTime();
  private final FamilyTable families = new FamilyTable(List.of(MIGRATED, TO_MIGRATE, FAILED, LEFT));
  private final Causes failures = new Causes();
  private LeftAsTheyAre left;
  private Warnings warnings;
  private PredecessorReport predecessors;
  private boolean each;
  private int eligible;
  private int settled;

  /**
   * @param all whether any number of images is listed one by one
   * @param width of the terminal in columns; a large number if there is no terminal
   * @param inEarnest the same command without {@code --dry-run}
   */
  public DryRunReport(Messages messages, RunLogs logs, boolean all, int width, NextStep inEarnest) {
    this.messages = messages;
    this.logs = logs;
    this.all = all;
    this.width = width;
    this.inEarnest = inEarnest;
    begin(/* images= */ 0);
  }

  private void begin(int images) {
    each = all || images <= FEW;
    left = new LeftAsTheyAre(this::say, logs.failures(), each);
    warnings = new Warnings(messages, logs.warnings(), each);
    predecessors = new PredecessorReport(messages, warnings);
  }

  @Override
  public synchronized void on(MigrationEvent event) {
    switch (event) {
      case MigrationEvent.Planned planned -> planned(planned);
      case MigrationEvent.NotEligible leave -> {
        count(leave.recipe(), LEFT);
        left.add(leave);
      }
      case MigrationEvent.AlreadyMigrated done -> {
        count(done.recipe(), MIGRATED);
        left.add(done);
      }
      case MigrationEvent.WouldMigrate would -> wouldMigrate(would);
      case MigrationEvent.Failed failed -> failed(failed);
      case MigrationEvent.TagMoved moved -> predecessors.tagMoved(moved);
      case MigrationEvent.Warning(String subject, String text) ->
          warnings.add(new Warnings.Warning(subject, "warning", subject, text, text));
      case MigrationEvent.Staging _,
          MigrationEvent.Migrated _,
          MigrationEvent.MetadataPassed _,
          MigrationEvent.Withheld _,
          MigrationEvent.ComparedWithOld _ -> {}
    }
    messages.event(MigrationJson.of(event));
  }

  @Override
  public synchronized void estimated(SpaceEstimate estimate) {
    if (estimate.images() > 0) {
      folded(MigrationReport.text(estimate), INDENT);
      messages.event(MigrationJson.estimate(estimate));
    }
  }

  private void planned(MigrationEvent.Planned event) {
    eligible = event.eligible();
    begin(event.eligible());
    left.expect(event.notEligible());
    say(MigrationReport.text(event));
  }

  private void count(String path, Column column) {
    ImageNames.ofRecipeOrImage(path).ifPresent(image -> families.add(image, column, 1));
  }

  private void wouldMigrate(MigrationEvent.WouldMigrate event) {
    settled++;
    count(event.recipe(), TO_MIGRATE);
    if (each) {
      say(counter() + event.recipe());
      say(
          "      from "
              + event.reference()
              + " ("
              + Messages.count(event.layers(), "layer")
              + ", "
              + Messages.bytes(event.layerBytes())
              + ")");
      say(
          "      to   images-oci/"
              + event.layout()
              + " and "
              + event.sif()
              + MigrationReport.pointing(event.registrations()));
    }
  }

  private void failed(MigrationEvent.Failed event) {
    settled++;
    count(event.recipe(), FAILED);
    failures.add(MigrationReport.problem(event));
    if (each) {
      messages.finding(
          counter() + event.recipe() + " would fail",
          "  error: " + event.reason().getMessage(),
          "  next: " + event.reason().nextStep());
    }
    logs.failures().add(event.recipe(), event.reason().kind().code(), event.reason().getMessage());
  }

  private String counter() {
    return "[" + settled + "/" + eligible + "] ";
  }

  @Override
  public synchronized void finish(MigrationSummary summary) {
    if (!each) {
      say("");
      families.lines(width).forEach(this::say);
      say("");
      tell(
          "would fail",
          failures.all().stream()
              .limit(MOST_CAUSES)
              .flatMap(cause -> cause.lines("image").stream())
              .toList());
    }
    tell("left as they are", left.lines());
    tell("warnings", warnings.lines());
    folded(sum(summary), INDENT);
    if (summary.failed() > 0) {
      logs.failuresFile().ifPresent(file -> say("  what failed is in " + file));
    }
    if (warnings.number() > 0) {
      logs.warningsFile().ifPresent(file -> say("  all warnings are in " + file));
    }
    if (eligible > summary.failed()) {
      say("  next: " + inEarnest.text());
    }
    if (!each) {
      say("  each image: longshore migrate --dry-run --all");
      say("  some: longshore migrate --dry-run 'bids-*'");
    }
    Map<String, Object> event =
        MigrationJson.summary(
            summary,
            failures.byKind(),
            warnings.number(),
            /* fetched= */ 0,
            (System.nanoTime() - begin) / 1e9,
            /* dryRun= */ true);
    predecessors.addTo(event);
    messages.event(event);
  }

  private String sum(MigrationSummary summary) {
    return (summary.stopped() ? "stopped: " : "")
        + (eligible - summary.failed() - summary.withheld())
        + " to migrate, "
        + summary.notEligible()
        + " left as they are, "
        + summary.failed()
        + " would fail"
        + MigrationReport.kinds(failures)
        + (warnings.number() > 0 ? ", " + Messages.count(warnings.number(), "warning") : "");
  }

  private void tell(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      say(title);
      lines.forEach(line -> folded(INDENT + line, INDENT + INDENT));
    }
  }

  // A command stays on one line, so that it can be copied.
  private void folded(String line, String indent) {
    if (line.stripLeading().startsWith("next")) {
      say(line);
    } else {
      Messages.folded(line, indent, width).forEach(this::say);
    }
  }

  private void say(String line) {
    messages.answer(line);
  }
}
