package io.longshore.collection.verify.report;

import java.util.List;

/**
 * The results of all checks.
 *
 * @param images number of image layouts that were checked
 * @param checks the results in the order of the checks; empty if there is no images-oci
 */
public record VerificationReport(int images, List<CheckResult> checks) {
  public VerificationReport {
    checks = List.copyOf(checks);
  }

  /** The number of findings that the dataset acknowledges. */
  public int acknowledged() {
    return checks.stream().mapToInt(check -> check.acknowledged().size()).sum();
  }

  /** The number of findings that the dataset does not acknowledge. */
  public int findings() {
    return checks.stream().mapToInt(check -> check.findings().size()).sum();
  }
}
