package io.longshore.collection.verify.report;

import io.longshore.ground.FailureException;
import java.util.List;

/**
 * The result of one check.
 *
 * @param name short and stable, for programs
 * @param claim the sentence that holds if the check finds nothing
 * @param examined number of things that the check looked at
 * @param acknowledged findings that the dataset acknowledges
 * @param notes facts that a maintainer should know although nothing is wrong
 */
public record CheckResult(
    String name,
    String claim,
    int examined,
    List<Finding> findings,
    List<Acknowledged> acknowledged,
    List<String> notes) {
  public CheckResult {
    findings = List.copyOf(findings);
    acknowledged = List.copyOf(acknowledged);
    notes = List.copyOf(notes);
  }

  /** A result without acknowledged findings. */
  public CheckResult(
      String name, String claim, int examined, List<Finding> findings, List<String> notes) {
    this(name, claim, examined, findings, List.of(), notes);
  }

  public static CheckResult unfinished(FailureException step) {
    return new CheckResult(
        "unfinished",
        "no run was broken off",
        1,
        List.of(new Finding(step.subject(), step.problem(), step.next())),
        List.of());
  }
}
