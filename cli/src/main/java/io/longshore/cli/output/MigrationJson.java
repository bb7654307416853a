package io.longshore.cli.output;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.migrate.SpaceEstimate;
import io.longshore.collection.migrate.predecessor.Verdict;
import io.longshore.ground.FailureException;
import io.longshore.image.compare.ImageComparison;
import java.util.LinkedHashMap;
import java.util.Map;

/** The events of a migration for programs. */
final class MigrationJson {
  private MigrationJson() {}

  static Map<String, Object> of(MigrationEvent event) {
    return switch (event) {
      case MigrationEvent.Planned planned ->
          fields("plan", "eligible", planned.eligible(), "not_eligible", planned.notEligible());
      case MigrationEvent.NotEligible left ->
          fields("not_eligible", "recipe", left.recipe(), "reason", left.reason());
      case MigrationEvent.AlreadyMigrated done ->
          fields("already_migrated", "recipe", done.recipe(), "sif", done.sif());
      case MigrationEvent.WouldMigrate would -> wouldMigrate(would);
      case MigrationEvent.Staging staging ->
          fields("staging", "recipe", staging.recipe(), "reference", staging.reference());
      case MigrationEvent.Migrated migrated -> migrated(migrated);
      case MigrationEvent.MetadataPassed passed ->
          fields(
              "metadata_passed",
              "sif",
              passed.sif(),
              "old_images",
              passed.oldImages(),
              "fields",
              passed.fields(),
              "restricted_layers",
              passed.restrictedLayers());
      case MigrationEvent.Failed failed ->
          fields(
              "failed",
              "recipe",
              failed.recipe(),
              "code",
              failed.reason().kind().code(),
              "subject",
              failed.reason().subject(),
              "problem",
              failed.reason().problem(),
              "next",
              failed.reason().nextStep());
      case MigrationEvent.Withheld withheld -> fields("withheld", "recipe", withheld.recipe());
      case MigrationEvent.TagMoved moved -> tagMoved(moved);
      case MigrationEvent.ComparedWithOld compared -> compared(compared);
      case MigrationEvent.Warning warning ->
          fields("warning", "subject", warning.subject(), "text", warning.text());
    };
  }

  private static Map<String, Object> wouldMigrate(MigrationEvent.WouldMigrate event) {
    return fields(
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
        event.registrations());
  }

  private static Map<String, Object> migrated(MigrationEvent.Migrated event) {
    return fields(
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
        event.registrations());
  }

  private static Map<String, Object> tagMoved(MigrationEvent.TagMoved event) {
    return fields(
        "tag_moved",
        "recipe",
        event.recipe(),
        "reference",
        event.reference(),
        "old_image",
        event.oldImage(),
        "created",
        event.created().toString(),
        "added",
        event.added().toString());
  }

  private static Map<String, Object> compared(MigrationEvent.ComparedWithOld event) {
    return switch (event.verdict()) {
      case Verdict.Compared(ImageComparison comparison) ->
          fields(
              "compared_with_old",
              "recipe",
              event.recipe(),
              "old_image",
              event.oldImage(),
              "equal",
              comparison.equal(),
              "differences",
              comparison.total(),
              "only_old",
              comparison.onlyFirst(),
              "only_new",
              comparison.onlySecond(),
              "aspects",
              comparison.aspects(),
              "left_out",
              comparison.leftOut());
      case Verdict.NotCompared(FailureException reason) ->
          fields(
              "not_compared_with_old",
              "recipe",
              event.recipe(),
              "old_image",
              event.oldImage(),
              "code",
              reason.kind().code(),
              "subject",
              reason.subject(),
              "problem",
              reason.problem(),
              "next",
              reason.nextStep());
    };
  }

  static Map<String, Object> estimate(SpaceEstimate estimate) {
    return fields(
        "estimate",
        "images",
        estimate.images(),
        "unknown",
        estimate.unknown(),
        "layer_bytes",
        estimate.layerBytes(),
        "sif_bytes",
        estimate.sifBytes());
  }

  static Map<String, Object> summary(
      MigrationSummary summary,
      Map<String, Integer> failuresByKind,
      int warnings,
      long fetched,
      double seconds,
      boolean dryRun) {
    return fields(
        dryRun ? "dry_run" : "summary",
        "migrated",
        summary.migrated(),
        "not_eligible",
        summary.notEligible(),
        "failed",
        summary.failed(),
        "failed_by_code",
        failuresByKind,
        "warnings",
        warnings,
        "withheld",
        summary.withheld(),
        "stopped",
        summary.stopped(),
        "fetched_bytes",
        fetched,
        "seconds",
        seconds);
  }

  private static Map<String, Object> fields(String event, Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
