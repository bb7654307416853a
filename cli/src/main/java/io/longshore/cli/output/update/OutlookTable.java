package io.longshore.cli.output.update;

import io.longshore.cli.output.Causes;
import io.longshore.cli.output.FamilyTable;
import io.longshore.cli.output.FamilyTable.Column;
import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.collection.rules.version.Version;
import io.longshore.collection.update.MovedTag;
import io.longshore.collection.update.News;
import io.longshore.collection.update.Outlook;
import io.longshore.ground.FailureException;
import io.longshore.oci.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows what is new: a table with the sums for each family, then the containers that need
 * attention.
 */
final class OutlookTable {
  private static final String INDENT = "  ";
  private static final int MOST_VERSIONS = 6;
  private static final int SHOWN_OF_DIGEST = 19;

  private static final Column FOLLOWED = Column.ofNumbers("followed");
  private static final Column NEWER = Column.ofNumbers("newer version");
  private static final Column NEW = Column.ofNumbers("new");
  private static final Column MISSED = Column.ofNumbers("missed versions");
  private static final Column MOVED = Column.ofNumbers("moved tags");
  private static final Column GONE = Column.ofNumbers("gone tags");
  private static final Column HELD = Column.ofNumbers("left alone");
  private static final Column FAILED = Column.ofNumbers("failed");

  private final News news;
  private final List<Outlook> outlooks;
  private final int width;

  /**
   * @param width of the terminal in columns
   */
  OutlookTable(News news, int width) {
    this.news = news;
    this.outlooks = news.outlooks();
    this.width = width;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(families());
    final int before = lines.size();
    addSection(lines, "failed", failures());
    addSection(lines, "newer versions", newer());
    addSection(lines, "new in what is followed", fresh());
    addSection(lines, "registrations that lack an image that is here", due());
    addSection(lines, "tags that mean another image than when it was added", moved());
    addSection(lines, "tags that are gone", gone());
    addSection(lines, "repositories that have moved", movedRepositories());
    addSection(lines, "versions that were never added", missed());
    addSection(lines, "left alone", held());
    if (lines.size() == before) {
      lines.add("nothing new");
    }
    return lines;
  }

  private static void addSection(List<String> lines, String title, List<String> section) {
    if (!section.isEmpty()) {
      lines.add("");
      lines.add(title);
      section.forEach(line -> lines.add(INDENT + line));
    }
  }

  private List<String> families() {
    FamilyTable table =
        new FamilyTable(List.of(FOLLOWED, NEWER, NEW, MISSED, MOVED, GONE, HELD, FAILED));
    for (Outlook outlook : outlooks) {
      ImageNames any = outlook.image(new Version(""));
      table.add(any, FOLLOWED, 1);
      table.add(any, NEWER, isUpdated(outlook) ? 1 : 0);
      table.add(any, NEW, outlook.isNew() && !outlook.isHeld() ? 1 : 0);
      table.add(any, MISSED, outlook.between().size());
      table.add(any, MOVED, outlook.moved().size());
      table.add(any, GONE, outlook.gone().size());
      table.add(any, HELD, outlook.isHeld() ? 1 : 0);
      table.add(any, FAILED, outlook.failures().isEmpty() ? 0 : 1);
    }
    return table.lines(width);
  }

  private static boolean isUpdated(Outlook outlook) {
    return !outlook.isNew() && !outlook.isHeld() && !outlook.newer().isEmpty();
  }

  private List<String> failures() {
    Causes causes = new Causes();
    for (ExpandedSource source : news.failedSources()) {
      causes.add(problem(source.source().words(), source.failure().orElseThrow()));
    }
    for (Outlook outlook : outlooks) {
      outlook.failures().forEach(failure -> causes.add(problem(outlook.name(), failure)));
    }
    return causes.all().stream().flatMap(cause -> cause.lines("source").stream()).toList();
  }

  private static Causes.Problem problem(String thing, FailureException failure) {
    return new Causes.Problem(
        thing, failure.kind().code(), failure.subject(), failure.problem(), failure.nextStep());
  }

  private List<String> newer() {
    return outlooks.stream()
        .filter(OutlookTable::isUpdated)
        .map(
            outlook ->
                outlook.name()
                    + "  "
                    + outlook.newestHere().orElseThrow()
                    + " -> "
                    + named(outlook.newer().getLast()))
        .toList();
  }

  private List<String> fresh() {
    return outlooks.stream()
        .filter(outlook -> outlook.isNew() && !outlook.isHeld())
        .map(outlook -> outlook.name() + "  " + named(outlook.newer().getLast()))
        .toList();
  }

  private List<String> due() {
    return outlooks.stream()
        .filter(outlook -> outlook.due().isPresent() && !outlook.isHeld())
        .map(outlook -> outlook.name() + "  " + outlook.due().get().names().name())
        .toList();
  }

  private static String named(Offer offer) {
    return offer.version() + "  (" + offer.reference().asAsked() + ")";
  }

  private List<String> moved() {
    List<String> lines = new ArrayList<>();
    for (Outlook outlook : outlooks) {
      for (MovedTag tag : outlook.moved()) {
        lines.add(
            tag.image().names().name()
                + "  "
                + tag.reference().asAsked()
                + " was "
                + shortened(tag.recorded().toString())
                + ", is "
                + shortened(tag.today().toString()));
      }
    }
    return lines;
  }

  private static String shortened(String digest) {
    return digest.substring(0, SHOWN_OF_DIGEST);
  }

  private static String asAsked(PresentImage image) {
    return image.reference().map(Reference::asAsked).orElse("");
  }

  private List<String> gone() {
    return outlooks.stream()
        .flatMap(outlook -> outlook.gone().stream())
        .map(image -> image.names().name() + "  " + asAsked(image))
        .toList();
  }

  private List<String> movedRepositories() {
    return outlooks.stream()
        .filter(outlook -> outlook.movedTo().isPresent())
        .map(outlook -> outlook.name() + "  now at " + outlook.movedTo().get())
        .toList();
  }

  private List<String> missed() {
    return outlooks.stream()
        .filter(outlook -> !outlook.between().isEmpty())
        .map(outlook -> outlook.name() + "  " + versions(outlook.between()))
        .toList();
  }

  /** Lists versions, the newest first, because people look for the newest versions. */
  private static String versions(List<Offer> offers) {
    List<Offer> newestFirst = offers.reversed();
    String shown =
        newestFirst.stream()
            .limit(MOST_VERSIONS)
            .map(offer -> offer.version().text())
            .collect(Collectors.joining(", "));
    int more = offers.size() - MOST_VERSIONS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private List<String> held() {
    List<String> lines = new ArrayList<>();
    for (Outlook outlook : outlooks) {
      if (outlook.isHeld()) {
        String newest =
            outlook.newer().isEmpty()
                ? ""
                : "; the newest is " + outlook.newer().getLast().version();
        lines.add(outlook.name() + "  " + Holding.of(outlook).words() + newest);
      }
    }
    return lines;
  }
}
