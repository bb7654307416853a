package io.longshore.cli.output;

import io.longshore.collection.migrate.MigrationListener;
import io.longshore.collection.migrate.MigrationSummary;
import io.longshore.collection.migrate.SpaceEstimate;

/** Reports a migration or its dry run. */
public interface RunReport extends MigrationListener {
  /**
   * Reports the estimated space before the migration begins; prints nothing if no image could be
   * looked up.
   */
  void estimated(SpaceEstimate estimate);

  /** Prints the last lines: the sums and the next step. */
  void finish(MigrationSummary summary);
}
