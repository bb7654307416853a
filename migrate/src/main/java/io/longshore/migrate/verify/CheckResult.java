package io.longshore.migrate.verify;

import io.longshore.oci.FailureException;
import java.util.List;

/**
 * What one check saw.
 *
 * @param name short and stable, for programs
 * @param claim what the check says of the dataset when it finds nothing
 * @param examined how many things it looked at
 * @param notes what a maintainer should know although nothing is wrong
 */
public record CheckResult(
    String name, String claim, int examined, List<Finding> findings, List<String> notes) {
  public CheckResult {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  static CheckResult unfinished(FailureException step) {
    return new CheckResult(
        "unfinished",
        "no run was broken off",
        1,
        List.of(new Finding(step.subject(), step.problem(), step.next())),
        List.of());
  }
}
