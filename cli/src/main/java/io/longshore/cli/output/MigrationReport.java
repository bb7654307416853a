package io.longshore.cli.output;

import io.longshore.migrate.MigrationEvent;
import io.longshore.migrate.MigrationListener;
import io.longshore.migrate.MigrationSummary;
import io.longshore.migrate.SpaceEstimate;
import io.longshore.migrate.plan.ImageNames;
import io.longshore.migrate.stage.WorkObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells people and programs how a migration goes. */
public final class MigrationReport implements MigrationListener {
  private final Messages messages;
  private final FailureLog log;
  private final boolean verbose;
  private final long begin = System.nanoTime();
  private final Map<String, Integer> failures = new TreeMap<>();
  private Optional<RunProgress> board = Optional.empty();
  private Optional<Path> logFile = Optional.empty();
  private int eligible;
  private int settled;
  private final PredecessorReport predecessors;

  public MigrationReport(Messages messages, FailureLog log, boolean verbose) {
    this.messages = messages;
    this.log = log;
    this.verbose = verbose;
    this.predecessors = new PredecessorReport(messages, log);
  }

  /**
   * Writes down how far the work has got.
   *
   * @param file where failures are written, to be named at the end
   */
  public MigrationReport withProgress(RunProgress progress, Optional<Path> file) {
    board = Optional.of(progress);
    logFile = file;
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
      case MigrationEvent.NotEligible notEligible -> notEligible(notEligible);
      case MigrationEvent.AlreadyMigrated done -> alreadyMigrated(done);
      case MigrationEvent.WouldMigrate would -> wouldMigrate(would);
      case MigrationEvent.Staging staging -> staging(staging);
      case MigrationEvent.Migrated migrated -> migrated(migrated);
      case MigrationEvent.MetadataPassed passed -> metadataPassed(passed);
      case MigrationEvent.Failed failed -> failed(failed);
      case MigrationEvent.Withheld withheld -> withheld(withheld);
      case MigrationEvent.TagMoved moved -> predecessors.tagMoved(moved);
      case MigrationEvent.ComparedWithOld compared -> predecessors.compared(compared);
      case MigrationEvent.Warning warning -> warning(warning);
    }
  }

  /** What it will take, before it begins; nothing if no image could be looked up. */
  public synchronized void estimated(SpaceEstimate estimate) {
    if (estimate.images() == 0) {
      return;
    }
    messages.info(
        "about "
            + Messages.bytes(estimate.layerBytes())
            + " of layers to fetch and "
            + Messages.bytes(estimate.sifBytes())
            + " of SIFs to build"
            + (estimate.unknown() > 0
                ? "; not counting " + estimate.unknown() + " images that could not be looked up"
                : ""));
    messages.event(
        fields(
            "estimate",
            "images",
            estimate.images(),
            "unknown",
            estimate.unknown(),
            "layer_bytes",
            estimate.layerBytes(),
            "sif_bytes",
            estimate.sifBytes()));
  }

  private void planned(MigrationEvent.Planned event) {
    eligible = event.eligible();
    board.ifPresent(progress -> progress.planned(event.eligible()));
    messages.info(
        event.eligible() == 0
            ? "nothing to migrate, " + event.notEligible() + " left as they are"
            : event.eligible() + " to migrate, " + event.notEligible() + " left as they are");
    messages.event(
        fields("plan", "eligible", event.eligible(), "not_eligible", event.notEligible()));
  }

  private void notEligible(MigrationEvent.NotEligible event) {
    messages.info("  left as it is: " + event.recipe() + ": " + event.reason());
    messages.event(fields("not_eligible", "recipe", event.recipe(), "reason", event.reason()));
    if (event.named()) {
      log.add(event.recipe(), "not eligible", event.reason());
    }
  }

  private void alreadyMigrated(MigrationEvent.AlreadyMigrated event) {
    messages.info("  migrated already: " + event.recipe() + " is now " + event.sif());
    messages.event(fields("already_migrated", "recipe", event.recipe(), "sif", event.sif()));
  }

  private void wouldMigrate(MigrationEvent.WouldMigrate event) {
    settled++;
    messages.info(
        counter() + event.recipe(),
        "      from "
            + event.reference()
            + " ("
            + event.layers()
            + " layers, "
            + Messages.bytes(event.layerBytes())
            + ")",
        "      to   images-oci/"
            + event.layout()
            + " and "
            + event.sif()
            + pointing(event.registrations()));
    messages.event(
        fields(
            "would_migrate",
            "recipe",
            event.recipe(),
            "reference",
            event.reference(),
            "manifest",
            event.manifestDigest(),
            "layers",
            event.layers(),
            "layer_bytes",
            event.layerBytes(),
            "layout",
            event.layout(),
            "sif",
            event.sif(),
            "registrations",
            event.registrations()));
  }

  private void staging(MigrationEvent.Staging event) {
    if (verbose) {
      messages.info("  fetching and building " + event.recipe() + " from " + event.reference());
    }
    messages.event(fields("staging", "recipe", event.recipe(), "reference", event.reference()));
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
    messages.event(
        fields(
            "migrated",
            "recipe",
            event.recipe(),
            "layout",
            event.layout(),
            "sif",
            event.sif(),
            "manifest",
            event.manifestDigest(),
            "layer_bytes",
            event.layerBytes(),
            "sif_bytes",
            event.sifBytes(),
            "seconds",
            event.seconds(),
            "publish_seconds",
            event.publishSeconds(),
            "registrations",
            event.registrations()));
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
    messages.event(
        fields(
            "metadata_passed",
            "sif",
            event.sif(),
            "old_images",
            event.oldImages(),
            "fields",
            event.fields(),
            "restricted_layers",
            layers));
  }

  private void failed(MigrationEvent.Failed event) {
    settled++;
    failures.merge(event.reason().kind().label(), 1, Integer::sum);
    board.ifPresent(progress -> imageOf(event.recipe()).ifPresent(progress::failed));
    messages.problem(counter() + event.recipe() + " failed");
    messages.failure(event.reason());
    if (verbose) {
      messages.trace(event.reason());
    }
    messages.event(
        fields(
            "failed",
            "recipe",
            event.recipe(),
            "class",
            event.reason().kind().label(),
            "reason",
            event.reason().getMessage(),
            "next",
            event.reason().nextStep()));
    log.add(event.recipe(), event.reason().kind().label(), event.reason().getMessage());
  }

  private static Optional<ImageNames> imageOf(String recipe) {
    return ImageNames.ofRecipe(recipe).or(() -> ImageNames.ofAnyImage(recipe));
  }

  private void withheld(MigrationEvent.Withheld event) {
    settled++;
    messages.event(fields("withheld", "recipe", event.recipe()));
  }

  private void warning(MigrationEvent.Warning event) {
    messages.problem("warning: " + event.subject() + ": " + event.text());
    messages.event(fields("warning", "subject", event.subject(), "text", event.text()));
  }

  /** The last lines: the sum, and what to do next. */
  public synchronized void finish(MigrationSummary summary, boolean dryRun) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<String> parts = new ArrayList<>();
    if (!dryRun) {
      parts.add(summary.migrated() + " migrated");
    }
    parts.add(summary.notEligible() + " left as they are");
    parts.add(summary.failed() + " failed" + byClass());
    if (summary.withheld() > 0) {
      parts.add(
          summary.withheld() + (summary.stopped() ? " not begun" : " held back because of that"));
    }
    long fetched = board.map(RunProgress::fetched).orElse(0L);
    messages.info(
        (summary.stopped() ? "stopped: " : "")
            + String.join(", ", parts)
            + "; "
            + (fetched > 0 ? Messages.bytes(fetched) + " fetched, " : "")
            + Messages.seconds(seconds));
    if (summary.failed() > 0) {
      logFile.ifPresent(file -> messages.info("  what failed is in " + file));
    }
    predecessors.finish();
    String next = nextStep(summary, dryRun);
    if (!next.isEmpty()) {
      messages.info("  next: " + next);
    }
    Map<String, Object> event =
        fields(
            "summary",
            "migrated",
            summary.migrated(),
            "not_eligible",
            summary.notEligible(),
            "failed",
            summary.failed(),
            "failed_by_class",
            failures,
            "withheld",
            summary.withheld(),
            "stopped",
            summary.stopped(),
            "fetched_bytes",
            fetched,
            "seconds",
            seconds,
            "dry_run",
            dryRun);
    predecessors.addTo(event);
    messages.event(event);
  }

  private String byClass() {
    return failures.isEmpty()
        ? ""
        : failures.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private String nextStep(MigrationSummary summary, boolean dryRun) {
    if (summary.stopped() && summary.withheld() > 0) {
      return "run the same command again; what is done stays done";
    }
    if (summary.withheld() > 0) {
      return "mend the failure and run again, or add --skip-failures";
    }
    if (summary.failed() > 0) {
      return "mend what failed and run the same command again; what is done stays done";
    }
    if (dryRun) {
      return eligible > 0 ? "run it without --dry-run" : "";
    }
    return summary.migrated() > 0 ? "longshore verify" : "";
  }

  private String counter() {
    return "[" + settled + "/" + eligible + "] ";
  }

  private static String pointing(List<String> registrations) {
    return registrations.isEmpty() ? "" : "  -> " + String.join(", ", registrations);
  }

  static Map<String, Object> fields(String event, Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
