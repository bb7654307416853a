package io.longshore.cli.output;

import io.longshore.image.compare.Aspect;
import io.longshore.image.compare.ComparedImage;
import io.longshore.image.compare.Difference;
import io.longshore.image.compare.ImageComparison;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports the result of {@code longshore diff} to people and programs. */
public final class ComparisonReport {
  private final Messages messages;

  public ComparisonReport(Messages messages) {
    this.messages = messages;
  }

  public void show(
      String old,
      ComparedImage one,
      String changed,
      ComparedImage other,
      ImageComparison comparison,
      Collection<Aspect> ignored) {
    comparison.first().forEach(this::event);
    event(old, changed, comparison, ignored);
    line("OLD  " + old + ": " + describe(one));
    line("NEW  " + changed + ": " + describe(other));
    line("");
    comparison.first().forEach(difference -> line("  " + words(difference)));
    long untold = comparison.total() - comparison.first().size();
    if (untold > 0) {
      line("  ... and %d more (--differences N shows N)".formatted(untold));
    }
    if (comparison.total() > 0) {
      line("");
    }
    line(comparison.summary("OLD", "NEW"));
    if (!comparison.leftOut().isEmpty()) {
      line("left out, as builders put it there: " + String.join(" ", comparison.leftOut()));
    }
    if (!ignored.isEmpty()) {
      line("not compared: " + names(ignored));
    }
  }

  private static String describe(ComparedImage image) {
    return image.format()
        + ", "
        + Messages.bytes(image.bytes())
        + (image.format().equals("image layout") ? " of layers" : "");
  }

  private static String words(Difference difference) {
    String place = difference.place();
    if (difference.onlyFirst()) {
      return "only in OLD   " + place + ": " + difference.first();
    }
    if (difference.onlySecond()) {
      return "only in NEW   " + place + ": " + difference.second();
    }
    return "differs       %s: %s: %s in OLD, %s in NEW"
        .formatted(place, difference.aspect(), difference.first(), difference.second());
  }

  private void line(String text) {
    messages.answer(text);
  }

  private static String names(Collection<Aspect> aspects) {
    return aspects.stream().map(Aspect::plural).collect(Collectors.joining(", "));
  }

  private void event(Difference difference) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "difference");
    event.put("path", difference.place());
    event.put("aspect", difference.aspect());
    event.put("old", difference.first());
    event.put("new", difference.second());
    messages.event(event);
  }

  private void event(
      String old, String changed, ImageComparison comparison, Collection<Aspect> ignored) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "compared");
    event.put("old", old);
    event.put("new", changed);
    event.put("equal", comparison.equal());
    event.put("differences", comparison.total());
    event.put("only_old", comparison.onlyFirst());
    event.put("only_new", comparison.onlySecond());
    event.put("aspects", comparison.aspects());
    event.put("left_out", comparison.leftOut());
    event.put("not_compared", ignored.stream().map(Aspect::plural).toList());
    messages.event(event);
  }
}
