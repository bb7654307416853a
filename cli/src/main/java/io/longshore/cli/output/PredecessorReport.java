package io.longshore.cli.output;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.migrate.predecessor.Verdict;
import io.longshore.ground.FailureException;
import io.longshore.image.compare.Difference;
import io.longshore.image.compare.ImageComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports how migrated images compare with the images that they replace. */
final class PredecessorReport {
  private final Messages messages;
  private final Warnings warnings;
  private int tagsMoved;
  private int same;
  private int different;
  private int notCompared;

  PredecessorReport(Messages messages, Warnings warnings) {
    this.messages = messages;
    this.warnings = warnings;
  }

  void tagMoved(MigrationEvent.TagMoved event) {
    tagsMoved++;
    warnings.add(
        new Warnings.Warning(
            event.recipe(),
            "tag moved",
            event.reference(),
            "the tag has moved: the image was created %s, and %s was added before, %s"
                .formatted(event.created(), event.oldImage(), event.added()),
            "the tag has moved since the old image was added: it is another image now"));
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
      List<String> more = new ArrayList<>();
      comparison.first().forEach(difference -> more.add("    " + words(difference)));
      long untold = comparison.total() - comparison.first().size();
      if (untold > 0) {
        more.add("    ... and " + untold + " more");
      }
      warnings.tell(
          new Warnings.Warning(
              event.recipe(),
              "differs from old image",
              event.oldImage(),
              "has other files: " + summary,
              "has other files than the new one"),
          more);
    }
  }

  private void notCompared(MigrationEvent.ComparedWithOld event, FailureException reason) {
    notCompared++;
    warnings.add(
        new Warnings.Warning(
            event.recipe(),
            "not compared",
            event.oldImage(),
            "was not compared, as it " + reason.problem(),
            "was not compared with the old image, which " + reason.problem()),
        "  next: " + reason.nextStep());
  }

  private static String words(Difference difference) {
    return "%s: %s: %s, now %s"
        .formatted(
            difference.place(), difference.aspect(), difference.first(), difference.second());
  }

  /** Prints the sums, if there are any. */
  void finish() {
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
