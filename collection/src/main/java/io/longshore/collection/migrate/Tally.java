package io.longshore.collection.migrate;

import io.longshore.collection.plan.PlanEntry;
import io.longshore.ground.FailureException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the results of the plan's entries, and tells the listener of entries that need no work.
 */
final class Tally {
  private final MigrationListener listener;
  private final List<PlanEntry.Eligible> eligible = new ArrayList<>();
  private int notEligible;
  private int namedNotEligible;
  private int migrated;
  private int failed;
  private int withheld;

  Tally(List<PlanEntry> plan, MigrationListener listener) {
    this.listener = listener;
    for (PlanEntry entry : plan) {
      if (entry instanceof PlanEntry.Eligible image) {
        eligible.add(image);
      } else if (entry instanceof PlanEntry.NotEligible left) {
        notEligible++;
        namedNotEligible += left.named() ? 1 : 0;
      }
    }
    listener.on(new MigrationEvent.Planned(eligible.size(), notEligible));
    plan.forEach(this::announceUnlessEligible);
  }

  private void announceUnlessEligible(PlanEntry entry) {
    switch (entry) {
      case PlanEntry.Eligible _ -> {}
      case PlanEntry.NotEligible left ->
          listener.on(new MigrationEvent.NotEligible(left.recipe(), left.reason(), left.named()));
      case PlanEntry.AlreadyMigrated done ->
          listener.on(new MigrationEvent.AlreadyMigrated(done.recipe(), done.sif()));
    }
  }

  /** The images to migrate, in plan order. */
  List<PlanEntry.Eligible> eligible() {
    return eligible;
  }

  void migrated(MigrationEvent.Migrated event) {
    migrated++;
    listener.on(event);
  }

  void failed(PlanEntry.Eligible entry, FailureException reason) {
    failed++;
    listener.on(new MigrationEvent.Failed(entry.recipe(), reason));
  }

  void withheld(PlanEntry.Eligible entry) {
    withheld++;
    listener.on(new MigrationEvent.Withheld(entry.recipe()));
  }

  /**
   * @param stopped whether the run was asked to end early
   */
  MigrationSummary summary(boolean stopped) {
    return new MigrationSummary(migrated, notEligible, namedNotEligible, failed, withheld, stopped);
  }
}
