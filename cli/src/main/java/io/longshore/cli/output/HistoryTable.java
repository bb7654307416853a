package io.longshore.cli.output;

import io.longshore.collection.history.Fate;
import io.longshore.collection.history.HistoryStep;
import io.longshore.collection.history.Publication;
import io.longshore.collection.history.Reversal;
import io.longshore.collection.history.Run;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.history.RunId;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows runs, and a line for each image of theirs. */
public final class HistoryTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Messages messages;
  private final List<String> chosen;
  private final boolean images;
  private final Set<String> found = new HashSet<>();
  private int shown;

  /**
   * @param chosen beginnings of runs, or parts of images' paths; everything if there are none
   * @param images whether images are listed
   */
  public HistoryTable(Messages messages, List<String> chosen, boolean images) {
    this.messages = messages;
    this.chosen = List.copyOf(chosen);
    this.images = images;
  }

  public void show(Run run, RunHistory history) {
    List<HistoryStep> steps = run.steps().stream().filter(step -> isChosen(run, step)).toList();
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

  private boolean isChosen(Run run, HistoryStep step) {
    List<String> fitting =
        chosen.stream()
            .filter(text -> run.id().value().startsWith(text) || step.image().sif().contains(text))
            .toList();
    found.addAll(fitting);
    return chosen.isEmpty() || !fitting.isEmpty();
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
      parts.add(count(published));
    }
    if (reversed > 0) {
      parts.add(count(reversed) + " taken back");
    }
    if (undone > 0) {
      parts.add((undone == published ? "all" : undone) + " rolled back since");
    }
    return String.join(", ", parts);
  }

  private static String count(long images) {
    return images == 1 ? "1 image" : images + " images";
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

  /**
   * At the end.
   *
   * @throws FailureException of kind MISSING if something was chosen that is nowhere in the history
   */
  public void finish() throws FailureException {
    List<String> absent = chosen.stream().filter(text -> !found.contains(text)).toList();
    if (!absent.isEmpty()) {
      throw new FailureException(
          FailureKind.MISSING,
          String.join(", ", absent),
          "is no run, and part of no image's path, in the history",
          NextStep.of("longshore log   lists what is"));
    }
    if (shown == 0) {
      messages.answer("no run is in the history yet", "  next: longshore migrate --dry-run");
    }
  }
}
