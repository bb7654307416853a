package io.longshore.collection.migrate;

/**
 * The result of a migration.
 *
 * @param namedNotEligible number of recipes that the user named and that cannot be migrated
 * @param withheld number of images not published because an earlier image failed or the run was
 *     asked to end
 * @param stopped whether the run was asked to end early
 */
public record MigrationSummary(
    int migrated,
    int notEligible,
    int namedNotEligible,
    int failed,
    int withheld,
    boolean stopped) {

  /** Whether everything that the user asked for is done. */
  public boolean complete() {
    return failed == 0 && withheld == 0 && namedNotEligible == 0;
  }
}
