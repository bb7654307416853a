package io.longshore.cli.output;

import io.longshore.collection.history.Publication;
import io.longshore.collection.rollback.ContentDrop;
import io.longshore.collection.rollback.ImageRollback;
import io.longshore.ground.NextStep;
import java.util.List;

/** Reports a rollback to people and programs. */
public final class RollbackReport {
  private final Messages messages;

  public RollbackReport(Messages messages) {
    this.messages = messages;
  }

  /**
   * Reports a dry run.
   *
   * @param inEarnest the same command without {@code --dry-run}
   */
  public void planned(List<Publication> images, NextStep inEarnest) {
    for (Publication image : images) {
      messages.answer(line(image));
      messages.event(event(image, "would_roll_back"));
    }
    messages.answer(
        Messages.count(images.size(), "image") + " would be rolled back",
        "  next: " + inEarnest.text());
    messages.event(end(0, ContentDrop.Outcome.NOTHING, /* dryRun= */ true));
  }

  /**
   * Reports the result.
   *
   * @param dropping whether the user wanted content dropped
   */
  public void done(ImageRollback.Outcome outcome, boolean dropping) {
    for (Publication image : outcome.images()) {
      messages.info(line(image));
      messages.event(event(image, "rolled_back"));
    }
    messages.info(Messages.count(outcome.images().size(), "image") + " rolled back");
    ContentDrop.Outcome dropped = outcome.dropped();
    if (dropping) {
      messages.info(
          "dropped "
              + Messages.bytes(dropped.bytes())
              + " in "
              + Messages.count(dropped.keys(), "annexed file")
              + (dropped.kept() > 0
                  ? "; kept "
                      + Messages.count(dropped.kept(), "layer")
                      + " that no registry is known to serve"
                  : ""));
    }
    messages.info("  next: longshore log, or longshore migrate to have them anew");
    messages.event(end(outcome.images().size(), dropped, /* dryRun= */ false));
  }

  private static String line(Publication image) {
    return "  " + image.image().sif() + "  of run " + image.run();
  }

  private static Event event(Publication image, String name) {
    return Event.of(name).with("run", image.run().value()).with("image", image.image().sif());
  }

  private static Event end(int images, ContentDrop.Outcome dropped, boolean dryRun) {
    return Event.of("rollback")
        .with("rolled_back", images)
        .with("dropped_keys", dropped.keys())
        .with("dropped_bytes", dropped.bytes())
        .with("kept_keys", dropped.kept())
        .with("dry_run", dryRun);
  }
}
