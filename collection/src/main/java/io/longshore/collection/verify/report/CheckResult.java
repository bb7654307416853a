package io.longshore.collection.verify.report;

import io.longshore.ground.FailureException;
import java.util.List;

/**
 * What one check saw.
 *
 * @param name short and stable, for programs
 * @param claim what the check says of the dataset when it finds nothing
 * @param examined how many things it looked at
 * @param acknowledged what it found that the dataset says is known
 * @param notes what a maintainer should know although nothing is wrong
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

  /** Nothing of it acknowledged. */
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
