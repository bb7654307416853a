package io.longshore.migrate.verify;

import io.longshore.oci.FailureException;
import java.util.ArrayList;
import java.util.List;

/** Collects what one check sees. */
final class Observations {
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int examined;

  void examine() {
    examined++;
  }

  void find(Object subject, String problem, String nextStep) {
    findings.add(new Finding(subject.toString(), problem, nextStep));
  }

  void find(FailureException failure) {
    find(failure.subject(), failure.problem(), failure.nextStep());
  }

  void note(String text) {
    notes.add(text);
  }

  CheckResult of(Check check) {
    return new CheckResult(check.name(), check.claim(), examined, findings, notes);
  }
}
