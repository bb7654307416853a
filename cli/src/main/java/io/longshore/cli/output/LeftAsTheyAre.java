package io.longshore.cli.output;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.plan.ImageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reports the recipes and images that are left unchanged. A few are listed one by one; of more,
 * each reason is printed once.
 */
final class LeftAsTheyAre {
  private static final int FEW = 10;
  private static final int MOST_CAUSES = 8;

  private final Consumer<String> people;
  private final ImageLog failures;
  private final boolean each;
  private final Causes reasons = new Causes();
  private boolean few;
  private int migrated;

  /**
   * @param people receives the lines for people
   * @param each whether any number of recipes and images is listed one by one
   */
  LeftAsTheyAre(Consumer<String> people, ImageLog failures, boolean each) {
    this.people = people;
    this.failures = failures;
    this.each = each;
  }

  /** Announces the number of recipes and images. */
  void expect(int number) {
    few = each || number <= FEW;
  }

  void add(MigrationEvent.NotEligible event) {
    if (few || event.named()) {
      people.accept("  left as it is: " + event.recipe() + ": " + event.reason());
    } else {
      reasons.add(
          new Causes.Problem(
              ImageNames.nameAt(event.recipe()),
              /* kind= */ "",
              /* subject= */ "",
              event.reason(),
              /* next= */ ""));
    }
    if (event.named()) {
      failures.add(event.recipe(), "not eligible", event.reason());
    }
  }

  void add(MigrationEvent.AlreadyMigrated event) {
    migrated++;
    if (each || migrated <= FEW) {
      people.accept("  migrated already: " + event.recipe() + " is now " + event.sif());
    }
  }

  /** The lines that are not printed yet. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    reasons.all().stream()
        .limit(MOST_CAUSES)
        .flatMap(cause -> cause.lines("image").stream())
        .forEach(lines::add);
    if (!each && migrated > FEW) {
      lines.add(Messages.count(migrated - FEW, "more image") + " migrated already");
    }
    return lines;
  }
}
