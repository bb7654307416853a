package io.longshore.cli.output;

import io.longshore.collection.verify.report.Acknowledged;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationListener;
import io.longshore.collection.verify.report.VerificationReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says what verification saw: a line for each check, its findings below it, and the sum. */
public final class VerificationTable implements VerificationListener {
  private static final int TERMINAL_WIDTH = 80;
  private static final String ROW = "%-10s%8s  %s";

  private final Messages messages;
  private boolean headed;

  public VerificationTable(Messages messages) {
    this.messages = messages;
  }

  @Override
  public void progress(String check, int done, int total) {
    messages.progress(check + ": " + done + " of " + total);
  }

  /** The last lines: the sum, and what to do next. */
  public void finish(VerificationReport report) {
    messages.answer(sum(report));
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
    if (findings == 0) {
      messages.answer(line);
    } else {
      messages.finding(line);
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
    check.findings().forEach(finding -> show(check, finding));
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

  private void show(CheckResult check, Finding finding) {
    String subject = finding.subject();
    String problem = finding.problem();
    String next = "    next: " + finding.nextStep();
    if (subject.length() + problem.length() + 4 <= TERMINAL_WIDTH) {
      messages.finding("  " + subject + ": " + problem, next);
    } else {
      messages.finding("  " + subject, "    " + problem, next);
    }
    messages.event(
        fields(
            "finding",
            "check",
            check.name(),
            "subject",
            finding.subject(),
            "problem",
            finding.problem(),
            "next",
            finding.nextStep()));
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
