package io.longshore.cli.output;

import static io.longshore.cli.output.EventFields.fields;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.migrate.predecessor.Verdict;
import io.longshore.ground.FailureException;
import io.longshore.image.compare.Difference;
import io.longshore.image.compare.ImageComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells how migrated images and the ones they supersede go together. */
final class PredecessorReport {
  private final Messages messages;
  private final FailureLog log;
  private int tagsMoved;
  private int same;
  private int different;
  private int notCompared;

  PredecessorReport(Messages messages, FailureLog log) {
    this.messages = messages;
    this.log = log;
  }

  void tagMoved(MigrationEvent.TagMoved event) {
    tagsMoved++;
    String text =
        "the tag has moved: the image was created %s, and %s was added before, %s"
            .formatted(event.created(), event.oldImage(), event.added());
    messages.problem("warning: " + event.reference() + ": " + text);
    log.add(event.recipe(), "tag moved", event.reference() + ": " + text);
    messages.event(
        fields(
            "tag_moved",
            "recipe",
            event.recipe(),
            "reference",
            event.reference(),
            "old_image",
            event.oldImage(),
            "created",
            event.created().toString(),
            "added",
            event.added().toString()));
  }

  void compared(MigrationEvent.ComparedWithOld event) {
    switch (event.verdict()) {
      case Verdict.Compared(ImageComparison comparison) -> compared(event, comparison);
      case Verdict.NotCompared(FailureException reason) -> notCompared(event, reason);
    }
  }

  private void compared(MigrationEvent.ComparedWithOld event, ImageComparison comparison) {
    String summary = comparison.summary("the old one", "the new one");
    if (comparison.equal()) {
      same++;
      messages.info("      " + summary + " as in " + event.oldImage());
    } else {
      different++;
      messages.problem("warning: " + event.oldImage() + " has other files: " + summary);
      comparison.first().forEach(difference -> messages.problem("    " + words(difference)));
      long untold = comparison.total() - comparison.first().size();
      if (untold > 0) {
        messages.problem("    ... and " + untold + " more");
      }
      log.add(
          event.recipe(),
          "differs from old image",
          summary + "; the first: " + words(comparison.first().getFirst()));
    }
    messages.event(
        fields(
            "compared_with_old",
            "recipe",
            event.recipe(),
            "old_image",
            event.oldImage(),
            "equal",
            comparison.equal(),
            "differences",
            comparison.total(),
            "only_old",
            comparison.onlyFirst(),
            "only_new",
            comparison.onlySecond(),
            "aspects",
            comparison.aspects(),
            "left_out",
            comparison.leftOut()));
  }

  private void notCompared(MigrationEvent.ComparedWithOld event, FailureException reason) {
    notCompared++;
    messages.info("      not compared with " + event.oldImage() + ", which " + reason.problem());
    messages.info("        next: " + reason.nextStep());
    log.add(event.recipe(), "not compared", reason.subject() + ": " + reason.problem());
    messages.event(
        fields(
            "not_compared_with_old",
            "recipe",
            event.recipe(),
            "old_image",
            event.oldImage(),
            "code",
            reason.kind().code(),
            "subject",
            reason.subject(),
            "problem",
            reason.problem(),
            "next",
            reason.nextStep()));
  }

  private static String words(Difference difference) {
    return "%s: %s: %s, now %s"
        .formatted(
            difference.place(), difference.aspect(), difference.first(), difference.second());
  }

  /** The sums, where there is anything to sum up. */
  void finish() {
    if (tagsMoved > 0) {
      messages.problem(
          "tag moved since the old image was added: %d; it is another image now"
              .formatted(tagsMoved));
    }
    if (same + different + notCompared > 0) {
      List<String> parts = new ArrayList<>();
      parts.add(same + " with the same files");
      parts.add(different + " with others");
      parts.add(notCompared + " not compared");
      messages.info("compared with the old images: " + String.join(", ", parts));
    }
  }

  void addTo(Map<String, Object> summary) {
    summary.put("tags_moved", tagsMoved);
    summary.put("same_as_old", same);
    summary.put("differing_from_old", different);
    summary.put("not_compared_with_old", notCompared);
  }
}
