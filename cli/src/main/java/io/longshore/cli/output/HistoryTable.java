package io.longshore.cli.output;

import io.longshore.collection.history.Fate;
import io.longshore.collection.history.HistoryStep;
import io.longshore.collection.history.Publication;
import io.longshore.collection.history.Reversal;
import io.longshore.collection.history.Run;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.history.RunId;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows runs, with a line for each of their images. */
public final class HistoryTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Messages messages;
  private final boolean images;
  private int shown;

  /**
   * @param images whether images are listed
   */
  public HistoryTable(Messages messages, boolean images) {
    this.messages = messages;
    this.images = images;
  }

  /**
   * Shows the runs, the last one first.
   *
   * @param chosen the steps to show; a run without a chosen step is left out
   */
  public void show(RunHistory history, Set<HistoryStep> chosen) {
    history.runs().reversed().forEach(run -> show(run, chosen, history));
  }

  private void show(Run run, Set<HistoryStep> chosen, RunHistory history) {
    List<HistoryStep> steps = run.steps().stream().filter(chosen::contains).toList();
    if (steps.isEmpty()) {
      return;
    }
    shown++;
    messages.answer("run " + run.id() + "  " + TIME.format(run.at()) + "  " + sum(run, history));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "run");
    fields.put("run", run.id().value());
    fields.put("at", run.at().toString());
    fields.put("images", run.steps().size());
    messages.event(fields);
    if (images) {
      steps.forEach(step -> show(step, history));
    }
  }

  private static String sum(Run run, RunHistory history) {
    long published = run.steps().stream().filter(Publication.class::isInstance).count();
    long reversed = run.steps().size() - published;
    long undone =
        run.steps().stream()
            .filter(Publication.class::isInstance)
            .map(step -> history.fate((Publication) step))
            .filter(Fate.RolledBack.class::isInstance)
            .count();
    List<String> parts = new ArrayList<>();
    if (published > 0) {
      parts.add(Messages.count(published, "image"));
    }
    if (reversed > 0) {
      parts.add(Messages.count(reversed, "image") + " taken back");
    }
    if (undone > 0) {
      parts.add((undone == published ? "all" : undone) + " rolled back since");
    }
    return String.join(", ", parts);
  }

  private void show(HistoryStep step, RunHistory history) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "run_image");
    fields.put("run", step.run().value());
    fields.put("image", step.image().sif());
    fields.put("at", step.at().toString());
    String note =
        switch (step) {
          case Reversal reversal -> {
            fields.put("state", "taken_back");
            fields.put("published_by", reversal.rolledBack().value());
            yield "  taken back, published by run " + reversal.rolledBack();
          }
          case Publication publication -> fate(history.fate(publication), fields);
        };
    messages.answer("  " + step.image().sif() + note);
    messages.event(fields);
  }

  private static String fate(Fate fate, Map<String, Object> fields) {
    return switch (fate) {
      case Fate.InPlace _ -> {
        fields.put("state", "in_place");
        yield "";
      }
      case Fate.RolledBack(RunId by) -> {
        fields.put("state", "rolled_back");
        fields.put("by", by.value());
        yield "  rolled back by run " + by;
      }
      case Fate.Replaced(RunId by) -> {
        fields.put("state", "replaced");
        fields.put("by", by.value());
        yield "  replaced by run " + by;
      }
    };
  }

  /** Prints the last lines. */
  public void finish() {
    if (shown == 0) {
      messages.answer("no run is in the history yet", "  next: longshore migrate --dry-run");
    }
  }
}
