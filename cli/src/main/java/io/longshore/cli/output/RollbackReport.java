package io.longshore.cli.output;

import io.longshore.collection.history.Publication;
import io.longshore.collection.rollback.ContentDrop;
import io.longshore.collection.rollback.ImageRollback;
import io.longshore.ground.NextStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells people and programs what was taken back. */
public final class RollbackReport {
  private final Messages messages;

  public RollbackReport(Messages messages) {
    this.messages = messages;
  }

  /**
   * What would be done.
   *
   * @param inEarnest the command that does it
   */
  public void planned(List<Publication> images, NextStep inEarnest) {
    images.forEach(image -> show(image, "would_roll_back"));
    messages.info(Messages.count(images.size(), "image") + " would be rolled back");
    messages.info("  next: " + inEarnest.text());
  }

  /**
   * @param dropping whether content was to go
   */
  public void done(ImageRollback.Outcome outcome, boolean dropping) {
    outcome.images().forEach(image -> show(image, "rolled_back"));
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
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "summary");
    fields.put("rolled_back", outcome.images().size());
    fields.put("dropped_keys", dropped.keys());
    fields.put("dropped_bytes", dropped.bytes());
    fields.put("kept_keys", dropped.kept());
    messages.event(fields);
  }

  private void show(Publication image, String event) {
    messages.info("  " + image.image().sif() + "  of run " + image.run());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event);
    fields.put("run", image.run().value());
    fields.put("image", image.image().sif());
    messages.event(fields);
  }
}
