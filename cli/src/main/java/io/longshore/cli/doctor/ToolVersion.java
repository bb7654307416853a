package io.longshore.cli.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers at the beginning of a version, compared one by one. A missing number counts as 0. */
record ToolVersion(List<Integer> numbers) implements Comparable<ToolVersion> {
  private static final Pattern FORM = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})*");

  /** The first version in a text such as {@code git version 2.39.5}. */
  static Optional<ToolVersion> find(String text) {
    Matcher found = FORM.matcher(text);
    return found.find()
        ? Optional.of(
            new ToolVersion(
                Arrays.stream(found.group().split("\\.")).map(Integer::valueOf).toList()))
        : Optional.empty();
  }

  static ToolVersion of(Integer... numbers) {
    return new ToolVersion(List.of(numbers));
  }

  @Override
  public int compareTo(ToolVersion other) {
    int length = Math.max(numbers.size(), other.numbers.size());
    for (int i = 0; i < length; i++) {
      int order = Integer.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int number(int position) {
    return position < numbers.size() ? numbers.get(position) : 0;
  }

  boolean isBefore(ToolVersion other) {
    return compareTo(other) < 0;
  }
}
