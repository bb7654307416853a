package io.longshore.cli.output;

import io.longshore.collection.migrate.MigrationListener;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.migrate.SpaceEstimate;

/** Tells how a migration goes, or would go. */
public interface RunReport extends MigrationListener {
  /** What it will take, before it begins; nothing if no image could be looked up. */
  void estimated(SpaceEstimate estimate);

  /** The last lines: the sum, and what to do next. */
  void finish(MigrationSummary summary);
}
