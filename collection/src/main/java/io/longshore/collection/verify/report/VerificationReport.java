package io.longshore.collection.verify.report;

import java.util.List;

/**
 * What all checks saw.
 *
 * @param images how many image layouts were looked at
 * @param checks in the order they ran; none where there is no images-oci
 */
public record VerificationReport(int images, List<CheckResult> checks) {
  public VerificationReport {
    checks = List.copyOf(checks);
  }

  /** How many findings the dataset says are known. */
  public int acknowledged() {
    return checks.stream().mapToInt(check -> check.acknowledged().size()).sum();
  }

  /** How many there are beside those. */
  public int findings() {
    return checks.stream().mapToInt(check -> check.findings().size()).sum();
  }
}
