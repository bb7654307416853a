package io.longshore.collection.verify;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationListener;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.util.ArrayList;
import java.util.List;

/** Collects the observations of one check. Safe for several threads. */
final class Observations {
  private final Check check;
  private final VerificationListener listener;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int expected;
  private int examined;

  Observations(Check check, VerificationListener listener) {
    this.check = check;
    this.listener = listener;
  }

  /** Announces the number of things to look at, for a check that takes a while. */
  synchronized void expect(int number) {
    expected = number;
  }

  synchronized void examine() {
    examined++;
    if (expected > 0) {
      listener.progress(check.name(), examined, expected);
    }
  }

  void find(Object subject, String problem, @CompileTimeConstant String nextStep) {
    find(subject, problem, NextStep.of(nextStep));
  }

  synchronized void find(Object subject, String problem, NextStep next) {
    findings.add(new Finding(subject.toString(), problem, next));
  }

  void find(FailureException failure) {
    find(failure.subject(), failure.problem(), failure.next());
  }

  synchronized void note(String text) {
    notes.add(text);
  }

  synchronized CheckResult result() {
    return new CheckResult(check.name(), check.claim(), examined, findings, notes);
  }
}
