package io.longshore.cli.output;

import io.longshore.image.compare.ImageComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The outcome of a comparison in a line. */
final class ComparisonWords {
  private ComparisonWords() {}

  static String verdict(ImageComparison comparison) {
    if (comparison.equal()) {
      return "The files are the same.";
    }
    List<String> parts = new ArrayList<>();
    if (comparison.onlyFirst() > 0) {
      parts.add(comparison.onlyFirst() + " only in OLD");
    }
    if (comparison.onlySecond() > 0) {
      parts.add(comparison.onlySecond() + " only in NEW");
    }
    String changed =
        comparison.aspects().entrySet().stream()
            .filter(aspect -> !aspect.getKey().equals("presence"))
            .map(aspect -> aspect.getValue() + " of " + aspect.getKey())
            .collect(Collectors.joining(", "));
    if (!changed.isEmpty()) {
      parts.add(changed);
    }
    return (comparison.total() == 1 ? "1 difference" : comparison.total() + " differences")
        + ": "
        + String.join(", ", parts)
        + ".";
  }
}
