package io.longshore.cli.output.update;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.RunProgress;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.stage.WorkObserver;
import io.longshore.collection.update.AppliedVersion;
import io.longshore.collection.update.NewRegistration;
import io.longshore.collection.update.News;
import io.longshore.collection.update.Outlook;
import io.longshore.collection.update.UpdateListener;
import io.longshore.collection.update.UpdateSummary;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reports to people and programs what is new, and how the update goes on. */
public final class UpdateReport implements UpdateListener {
  private final Messages messages;
  private final RunProgress board;
  private final int width;
  private final long begin = System.nanoTime();
  private int planned;
  private int added;

  /**
   * @param width of the terminal in columns
   */
  public UpdateReport(Messages messages, RunProgress board, int width) {
    this.messages = messages;
    this.board = board;
    this.width = width;
  }

  @Override
  public WorkObserver work() {
    return board;
  }

  @Override
  public void warn(String subject, String text) {
    messages.warning(subject, text);
  }

  @Override
  public void surveyed(News news) {
    if (news.outlooks().isEmpty() && !news.hasFailures()) {
      messages.answer("the rules follow nothing");
    } else {
      new OutlookTable(news, width).lines().forEach(messages::answer);
    }
    // The table shows failures, but is not printed with --quiet, so failures are reported here.
    // Refused lines of lists are not failures, and are the same every night: they are not reported
    // with --quiet.
    if (messages.isQuiet()) {
      news.failedSources().forEach(source -> messages.failure(source.failure().orElseThrow()));
      news.outlooks().forEach(outlook -> outlook.failures().forEach(messages::failure));
    } else {
      news.refused().forEach(fault -> messages.warning(fault.place().toString(), fault.problem()));
    }
    news.failedSources().forEach(source -> messages.event(UpdateJson.failedSource(source)));
    news.outlooks().forEach(outlook -> messages.event(UpdateJson.outlook(outlook)));
  }

  @Override
  public void registered(List<NewRegistration> registrations) {
    for (NewRegistration one : registrations) {
      messages.info(one.name() + "  -> " + one.image().sif());
      messages.event(
          Event.of("update_registered")
              .with("registration", one.name())
              .with("sif", one.image().sif()));
    }
  }

  @Override
  public void planned(int images, int left) {
    planned = images;
    board.planned(images);
    messages.info(
        Messages.count(images, "image")
            + " to add"
            + (left > 0 ? ", " + left + " left for later" : ""));
  }

  @Override
  public void begun(NewVersion version) {
    messages.info("fetching " + version.origin().recorded() + " for " + version.names().sif());
  }

  @Override
  public void added(AppliedVersion applied) {
    added++;
    board.migrated();
    NewVersion version = applied.version();
    applied.warnings().forEach(text -> warn(version.names().name(), text));
    messages.info(
        counter()
            + version.names().sif()
            + "  "
            + Messages.bytes(applied.sifBytes())
            + " of "
            + Messages.bytes(applied.layerBytes())
            + " layers, "
            + Messages.seconds(applied.seconds())
            + version.registrations().stream()
                .map(name -> "  -> " + name)
                .collect(Collectors.joining()));
    applied
        .kept()
        .ifPresent(
            names ->
                messages.info("      what was there is now " + UpdateJson.place(version, names)));
    messages.event(UpdateJson.added(applied));
  }

  @Override
  public void failed(NewVersion version, FailureException reason) {
    board.failed(version.names());
    messages.problem(version.names().sif() + " failed");
    messages.failure(reason);
    messages.event(UpdateJson.failed(version, reason));
  }

  @Override
  public void tooOld(NewVersion version, Instant created) {
    messages.info("      " + version.origin().recorded() + " is of " + created + ": left out");
    messages.event(UpdateJson.tooOld(version, created));
  }

  /** A dataset has been pushed. */
  public void pushed(String dataset, String remote) {
    messages.info("pushed " + dataset + " to " + remote);
    messages.event(Event.of("pushed").with("dataset", dataset).with("remote", remote));
  }

  private String counter() {
    return "[" + added + "/" + planned + "] ";
  }

  /**
   * Prints the last lines.
   *
   * @param applied whether the update was to add what is new
   * @param again the command with further options
   */
  public void finish(
      UpdateSummary summary, boolean applied, Function<List<String>, NextStep> again) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (applied) {
      List<String> parts = new ArrayList<>(List.of(summary.added() + " added"));
      parts.add(summary.failed() + " failed");
      if (summary.tooOld() > 0) {
        parts.add(summary.tooOld() + " left out");
      }
      if (summary.left() > 0) {
        parts.add(summary.left() + " left for later");
      }
      messages.info(String.join(", ", parts) + "; " + Messages.seconds(seconds));
    }
    nextStep(summary, applied, again).forEach(next -> messages.info("  next: " + next.text()));
    messages.event(UpdateJson.summary(summary, seconds));
  }

  private static List<NextStep> nextStep(
      UpdateSummary summary, boolean applied, Function<List<String>, NextStep> again) {
    if (!applied) {
      List<Outlook> all = summary.news().outlooks();
      boolean moved = all.stream().anyMatch(one -> !one.isHeld() && !one.moved().isEmpty());
      boolean wanted = all.stream().anyMatch(Outlook::hasUpdate);
      List<String> options = moved ? List.of("--apply", "--rebuild-moved") : List.of("--apply");
      return wanted ? List.of(again.apply(options)) : List.of();
    }
    return summary.added() > 0 ? List.of(NextStep.of("longshore verify")) : List.of();
  }
}
