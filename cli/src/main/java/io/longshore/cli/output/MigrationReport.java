package io.longshore.cli.output;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.migrate.SpaceEstimate;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.stage.WorkObserver;
import io.longshore.ground.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reports a migration to people and programs: a line for each image, and each cause of failures or
 * warnings when it first arises. At the end it reports the number of images for each cause.
 */
public final class MigrationReport implements RunReport {
  private static final int MOST_CAUSES = 8;

  private final Messages messages;
  private final RunLogs logs;
  private final boolean verbose;
  private final long begin = System.nanoTime();
  private final Causes failures = new Causes();
  private final Warnings warnings;
  private final PredecessorReport predecessors;
  private final LeftAsTheyAre left;
  private Optional<RunProgress> board = Optional.empty();
  private int eligible;
  private int settled;

  /** A report without log files. */
  public MigrationReport(Messages messages, boolean verbose) {
    this(messages, RunLogs.none(), verbose);
  }

  public MigrationReport(Messages messages, RunLogs logs, boolean verbose) {
    this.messages = messages;
    this.logs = logs;
    this.verbose = verbose;
    this.left = new LeftAsTheyAre(messages::info, logs.failures(), verbose);
    this.warnings = new Warnings(messages, logs.warnings(), /* atOnce= */ true);
    this.predecessors = new PredecessorReport(messages, warnings);
  }

  /** Sets the receiver of the progress. */
  public MigrationReport withProgress(RunProgress progress) {
    board = Optional.of(progress);
    return this;
  }

  @Override
  public WorkObserver work() {
    return board.<WorkObserver>map(b -> b).orElse(WorkObserver.NONE);
  }

  @Override
  public synchronized void on(MigrationEvent event) {
    switch (event) {
      case MigrationEvent.Planned planned -> planned(planned);
      case MigrationEvent.NotEligible notEligible -> left.add(notEligible);
      case MigrationEvent.AlreadyMigrated done -> left.add(done);
      case MigrationEvent.WouldMigrate _ -> {}
      case MigrationEvent.Staging staging -> staging(staging);
      case MigrationEvent.Migrated migrated -> migrated(migrated);
      case MigrationEvent.MetadataPassed passed -> metadataPassed(passed);
      case MigrationEvent.Failed failed -> failed(failed);
      case MigrationEvent.Withheld _ -> settled++;
      case MigrationEvent.TagMoved moved -> predecessors.tagMoved(moved);
      case MigrationEvent.ComparedWithOld compared -> predecessors.compared(compared);
      case MigrationEvent.Warning(String subject, String text) ->
          warnings.add(new Warnings.Warning(subject, "warning", subject, text, text));
    }
    messages.event(MigrationJson.of(event));
  }

  @Override
  public synchronized void estimated(SpaceEstimate estimate) {
    if (estimate.images() > 0) {
      messages.info(text(estimate));
      messages.event(MigrationJson.estimate(estimate));
    }
  }

  /** The estimate as a sentence. */
  static String text(SpaceEstimate estimate) {
    return "about "
        + Messages.bytes(estimate.layerBytes())
        + " of layers to fetch and "
        + Messages.bytes(estimate.sifBytes())
        + " of SIFs to build"
        + (estimate.unknown() > 0
            ? "; not counting "
                + Messages.count(estimate.unknown(), "image")
                + " that could not be looked up"
            : "");
  }

  private void planned(MigrationEvent.Planned event) {
    eligible = event.eligible();
    left.expect(event.notEligible());
    board.ifPresent(progress -> progress.planned(event.eligible()));
    messages.info(text(event));
  }

  /** The plan as a sentence. */
  static String text(MigrationEvent.Planned plan) {
    return (plan.eligible() == 0 ? "nothing" : plan.eligible())
        + " to migrate, "
        + plan.notEligible()
        + " left as they are";
  }

  private void staging(MigrationEvent.Staging event) {
    if (verbose) {
      messages.info("  fetching and building " + event.recipe() + " from " + event.reference());
    }
  }

  private void migrated(MigrationEvent.Migrated event) {
    settled++;
    board.ifPresent(RunProgress::migrated);
    messages.info(
        counter()
            + event.sif()
            + "  "
            + Messages.bytes(event.sifBytes())
            + " of "
            + Messages.bytes(event.layerBytes())
            + " layers, "
            + Messages.seconds(event.seconds())
            + pointing(event.registrations()));
  }

  private void metadataPassed(MigrationEvent.MetadataPassed event) {
    int layers = event.restrictedLayers();
    messages.info(
        "      metadata of "
            + String.join(", ", event.oldImages())
            + " go along to "
            + event.sif()
            + (layers == 0 ? "" : ", and restrictions to " + layers + " of its layers")
            + ": "
            + String.join(", ", event.fields()));
  }

  private void failed(MigrationEvent.Failed event) {
    settled++;
    FailureException reason = event.reason();
    board.ifPresent(
        progress -> ImageNames.ofRecipeOrImage(event.recipe()).ifPresent(progress::failed));
    boolean first = failures.add(problem(event));
    if (first || verbose) {
      messages.problem(counter() + event.recipe() + " failed");
      messages.failure(reason);
    } else {
      messages.problem(
          counter() + event.recipe() + " failed, as one before (" + reason.kind().code() + ")");
    }
    if (verbose) {
      messages.trace(reason);
    }
    logs.failures().add(event.recipe(), reason.kind().code(), reason.getMessage());
  }

  static Causes.Problem problem(MigrationEvent.Failed event) {
    FailureException reason = event.reason();
    return new Causes.Problem(
        ImageNames.nameAt(event.recipe()),
        reason.kind().code(),
        reason.subject(),
        reason.problem(),
        reason.nextStep());
  }

  @Override
  public synchronized void finish(MigrationSummary summary) {
    final double seconds = (System.nanoTime() - begin) / 1e9;
    tell("left as they are", left.lines());
    if (failures.all().stream().anyMatch(cause -> cause.size() > 1)) {
      tell(
          "failed",
          failures.all().stream()
              .limit(MOST_CAUSES)
              .flatMap(cause -> cause.lines("image").stream())
              .toList());
    }
    tell("warnings", warnings.lines());
    predecessors.finish();
    long fetched = board.map(RunProgress::fetched).orElse(0L);
    messages.info(sum(summary, fetched, seconds));
    if (summary.failed() > 0) {
      logs.failuresFile().ifPresent(file -> messages.info("  what failed is in " + file));
    }
    if (warnings.number() > 0) {
      logs.warningsFile().ifPresent(file -> messages.info("  all warnings are in " + file));
    }
    String next = nextStep(summary);
    if (!next.isEmpty()) {
      messages.info("  next: " + next);
    }
    Map<String, Object> event =
        MigrationJson.summary(
            summary, failures.byKind(), warnings.number(), fetched, seconds, /* dryRun= */ false);
    predecessors.addTo(event);
    messages.event(event);
  }

  private void tell(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      messages.info(title);
      lines.forEach(line -> messages.info("  " + line));
    }
  }

  private String sum(MigrationSummary summary, long fetched, double seconds) {
    List<String> parts = new ArrayList<>();
    parts.add(summary.migrated() + " migrated");
    parts.add(summary.notEligible() + " left as they are");
    parts.add(summary.failed() + " failed" + kinds(failures));
    if (warnings.number() > 0) {
      parts.add(Messages.count(warnings.number(), "warning"));
    }
    if (summary.withheld() > 0) {
      parts.add(
          summary.withheld() + (summary.stopped() ? " not begun" : " held back because of that"));
    }
    return (summary.stopped() ? "stopped: " : "")
        + String.join(", ", parts)
        + "; "
        + (fetched > 0 ? Messages.bytes(fetched) + " fetched, " : "")
        + Messages.seconds(seconds);
  }

  /** The number of failures of each kind, in parentheses. */
  static String kinds(Causes failures) {
    return failures.isEmpty()
        ? ""
        : failures.byKind().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String nextStep(MigrationSummary summary) {
    if (summary.stopped() && summary.withheld() > 0) {
      return "run the same command again; what is done stays done";
    }
    if (summary.withheld() > 0) {
      return "repair the failure and run again, or add --skip-failures";
    }
    if (summary.failed() > 0) {
      return "repair what failed and run the same command again; what is done stays done";
    }
    if (!summary.complete()) {
      return "longshore status --all";
    }
    return summary.migrated() > 0 ? "longshore verify" : "";
  }

  private String counter() {
    return "[" + settled + "/" + eligible + "] ";
  }

  /** The registrations that point to an image, as words that follow its name. */
  static String pointing(List<String> registrations) {
    return registrations.isEmpty() ? "" : "  -> " + String.join(", ", registrations);
  }
}
