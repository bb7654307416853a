package io.longshore.cli.doctor;

import io.longshore.cli.output.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows the findings of the checks: a line for each, with the command that repairs the fault below
 * it.
 */
public final class DiagnosisTable {
  private final Messages messages;
  private int warnings;
  private int problems;

  public DiagnosisTable(Messages messages) {
    this.messages = messages;
  }

  public void show(String check, List<Diagnosis> diagnoses) {
    diagnoses.forEach(diagnosis -> show(check, diagnosis));
  }

  private void show(String check, Diagnosis diagnosis) {
    String line =
        String.format(
            Locale.ROOT, "%-8s %-12s %s", diagnosis.level().label(), check, diagnosis.text());
    switch (diagnosis.level()) {
      case OK -> messages.answer(line);
      case WARNING -> {
        warnings++;
        messages.finding(line, "  next: " + diagnosis.nextStep());
      }
      case PROBLEM -> {
        problems++;
        messages.finding(line, "  next: " + diagnosis.nextStep());
      }
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "diagnosis");
    event.put("check", check);
    event.put("level", diagnosis.level().label());
    event.put("text", diagnosis.text());
    if (!diagnosis.nextStep().isEmpty()) {
      event.put("next", diagnosis.nextStep());
    }
    messages.event(event);
  }

  /**
   * Prints the last line.
   *
   * @return whether there are no problems
   */
  public boolean finish() {
    messages.answer(
        number(problems, "problem", "problems") + ", " + number(warnings, "warning", "warnings"));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "diagnosed");
    event.put("problems", problems);
    event.put("warnings", warnings);
    messages.event(event);
    return problems == 0;
  }

  private static String number(int count, String one, String many) {
    return count == 0 ? "no " + many : count + " " + (count == 1 ? one : many);
  }
}
