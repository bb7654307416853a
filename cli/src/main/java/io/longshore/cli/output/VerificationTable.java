package io.longshore.cli.output;

import io.longshore.collection.verify.report.Acknowledged;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationListener;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.ground.NextStep;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a verification: a line for each check, its findings below, and the sum. Similar findings
 * are shown once, with their number.
 */
public final class VerificationTable implements VerificationListener {
  /** Up to this many similar findings are shown one by one. */
  private static final int FEW = 3;

  private static final int SUBJECT_AND_PROBLEM = 80;
  private static final String ROW = "%-10s%8s  %s";
  private static final String CLAIM_INDENT = " ".repeat(20);

  private final Messages messages;
  private final boolean each;
  private final int width;
  private boolean headed;

  /**
   * @param each whether each finding is shown
   * @param width of the terminal in columns; a large number if there is no terminal
   */
  public VerificationTable(Messages messages, boolean each, int width) {
    this.messages = messages;
    this.each = each;
    this.width = width;
  }

  @Override
  public void progress(String check, int done, int total) {
    messages.progress(check + ": " + done + " of " + total);
  }

  /**
   * Prints the last lines: the sum and the next step.
   *
   * @param root the root of the dataset, if the user is elsewhere: the next steps of findings are
   *     typed there
   */
  public void finish(VerificationReport report, Optional<Path> root) {
    messages.answer(sum(report));
    root.ifPresent(
        folder ->
            messages.finding(
                NextStep.of("  the commands above are typed in the dataset: cd {}", folder)
                    .text()));
    if (report.images() == 0) {
      messages.answer("  next: longshore migrate");
    }
    messages.event(
        fields(
            "verified",
            "images",
            report.images(),
            "findings",
            report.findings(),
            "acknowledged",
            report.acknowledged()));
  }

  private static String sum(VerificationReport report) {
    String images =
        switch (report.images()) {
          case 0 ->
              report.findings() > 0 ? "no image was looked at" : "nothing is migrated here yet";
          case 1 -> "1 image";
          default -> report.images() + " images";
        };
    String findings =
        switch (report.findings()) {
          case 0 -> report.checks().isEmpty() ? "" : "nothing found";
          case 1 -> "1 finding";
          default -> report.findings() + " findings";
        };
    return images
        + (findings.isEmpty() ? "" : ", " + findings)
        + (report.acknowledged() == 0 ? "" : ", acknowledged: " + report.acknowledged());
  }

  @Override
  public void checked(CheckResult check) {
    if (!headed) {
      messages.answer(String.format(Locale.ROOT, ROW, "RESULT", "EXAMINED", "CLAIM"));
      headed = true;
    }
    int findings = check.findings().size();
    String line =
        String.format(
            Locale.ROOT,
            ROW,
            findings == 0 ? "ok" : findings + " found",
            check.examined(),
            check.claim());
    for (String part : Messages.folded(line, CLAIM_INDENT, width)) {
      if (findings == 0) {
        messages.answer(part);
      } else {
        messages.finding(part);
      }
    }
    messages.event(
        fields(
            "check",
            "check",
            check.name(),
            "examined",
            check.examined(),
            "findings",
            findings,
            "acknowledged",
            check.acknowledged().size()));
    check.notes().forEach(note -> show(check, note));
    check.acknowledged().forEach(known -> show(check, known));
    check.findings().forEach(finding -> messages.event(event(check, finding)));
    Causes causes = new Causes();
    check.findings().forEach(finding -> causes.add(problem(finding)));
    causes.inOrder().forEach(this::show);
  }

  private static Causes.Problem problem(Finding finding) {
    return new Causes.Problem(
        finding.subject(),
        /* kind= */ "",
        /* subject= */ "",
        finding.problem(),
        finding.nextStep());
  }

  private void show(Causes.Cause cause) {
    if (each || cause.size() <= FEW) {
      cause.problems().forEach(this::show);
      return;
    }
    for (String line : cause.lines("finding")) {
      if (line.stripLeading().startsWith("next")) {
        messages.finding("  " + line);
      } else {
        Messages.folded("  " + line, "    ", width).forEach(messages::finding);
      }
    }
  }

  private void show(CheckResult check, Acknowledged known) {
    messages.answer(
        "  acknowledged: " + known.finding().subject() + ": " + known.finding().problem(),
        "    because: " + known.reason());
    messages.event(
        fields(
            "acknowledged",
            "check",
            check.name(),
            "subject",
            known.finding().subject(),
            "problem",
            known.finding().problem(),
            "reason",
            known.reason()));
  }

  private void show(CheckResult check, String note) {
    messages.answer("  note: " + note);
    messages.event(fields("note", "check", check.name(), "text", note));
  }

  private void show(Causes.Problem finding) {
    String subject = finding.thing();
    String problem = finding.problem();
    String next = "    next: " + finding.next();
    if (subject.length() + problem.length() + 4 <= Math.min(SUBJECT_AND_PROBLEM, width)) {
      messages.finding("  " + subject + ": " + problem, next);
    } else {
      messages.finding("  " + subject);
      Messages.folded("    " + problem, "    ", width).forEach(messages::finding);
      messages.finding(next);
    }
  }

  private static Map<String, Object> event(CheckResult check, Finding finding) {
    return fields(
        "finding",
        "check",
        check.name(),
        "subject",
        finding.subject(),
        "problem",
        finding.problem(),
        "next",
        finding.nextStep());
  }

  private static Map<String, Object> fields(String event, Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
