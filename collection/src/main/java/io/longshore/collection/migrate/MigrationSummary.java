package io.longshore.collection.migrate;

/**
 * How a migration went.
 *
 * @param namedNotEligible recipes left alone although the user named them
 * @param withheld images not published because an earlier one failed, or the run was to end
 * @param stopped whether the run was asked to end early
 */
public record MigrationSummary(
    int migrated,
    int notEligible,
    int namedNotEligible,
    int failed,
    int withheld,
    boolean stopped) {

  /** Whether all that was asked for is done. */
  public boolean complete() {
    return failed == 0 && withheld == 0 && namedNotEligible == 0;
  }
}
