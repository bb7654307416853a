package io.longshore.cli.output;

import io.longshore.collection.migrate.MigrationEvent;
import io.longshore.collection.plan.ImageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells which recipes and images stay as they are: of a few each, of more each reason once. */
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
   * @param people who are told a line
   * @param each whether each is told, however many they are
   */
  LeftAsTheyAre(Consumer<String> people, ImageLog failures, boolean each) {
    this.people = people;
    this.failures = failures;
    this.each = each;
  }

  /** How many there will be. */
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

  /** Those not told yet. */
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
