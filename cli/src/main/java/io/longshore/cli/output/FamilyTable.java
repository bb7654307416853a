package io.longshore.cli.output;

import io.longshore.collection.plan.ImageNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of sums with a line for each family of images and a line for the total. Columns without a
 * number are left out. On a narrow terminal each number has its title beside it instead of a
 * column.
 */
public final class FamilyTable {
  private static final String GAP = "  ";
  private static final String NONE = "-";
  private static final String SUM = "all";

  private final List<Column> columns;
  private final SequencedMap<String, long[]> families = new TreeMap<>();

  /**
   * @param title of the column; on a narrow terminal it follows the number
   */
  public record Column(String title, LongFunction<String> format) {
    public static Column ofNumbers(String title) {
      return new Column(title, number -> String.format(Locale.ROOT, "%,d", number));
    }

    public static Column ofBytes(String title) {
      return new Column(title, Messages::bytes);
    }

    String cell(long number) {
      return number == 0 ? NONE : format.apply(number);
    }
  }

  public FamilyTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  public void add(ImageNames image, Column column, long number) {
    families
            .computeIfAbsent(image.family(), _ -> new long[columns.size()])[
            columns.indexOf(column)] +=
        number;
  }

  /** The number of families. */
  int size() {
    return families.size();
  }

  /** The numbers of each family, by column. */
  Map<String, long[]> families() {
    return families;
  }

  /**
   * @param width of the terminal in columns
   */
  public List<String> lines(int width) {
    SequencedMap<String, long[]> rows = new LinkedHashMap<>(families);
    long[] sums = new long[columns.size()];
    families
        .values()
        .forEach(row -> IntStream.range(0, sums.length).forEach(i -> sums[i] += row[i]));
    if (families.size() > 1) {
      rows.put(SUM, sums);
    }
    List<Integer> shown = IntStream.range(0, sums.length).filter(i -> sums[i] > 0).boxed().toList();
    List<String> table = table(rows, shown);
    return table.stream().allMatch(line -> line.length() < width)
        ? table
        : inWords(rows, shown, width);
  }

  private List<String> table(SequencedMap<String, long[]> rows, List<Integer> shown) {
    int names = Math.max(6, rows.keySet().stream().mapToInt(String::length).max().orElse(0));
    StringBuilder head = new StringBuilder(left("FAMILY", names));
    for (int i : shown) {
      head.append(GAP)
          .append(right(columns.get(i).title().toUpperCase(Locale.ROOT), width(i, rows)));
    }
    List<String> lines = new ArrayList<>(List.of(head.toString()));
    rows.forEach(
        (family, numbers) ->
            lines.add(
                left(family, names)
                    + shown.stream()
                        .map(i -> GAP + right(columns.get(i).cell(numbers[i]), width(i, rows)))
                        .collect(Collectors.joining())));
    return lines;
  }

  private int width(int column, SequencedMap<String, long[]> rows) {
    return Math.max(
        columns.get(column).title().length(),
        rows.values().stream()
            .mapToInt(row -> columns.get(column).cell(row[column]).length())
            .max()
            .orElse(0));
  }

  private List<String> inWords(SequencedMap<String, long[]> rows, List<Integer> shown, int width) {
    List<String> lines = new ArrayList<>();
    rows.forEach(
        (family, numbers) ->
            lines.addAll(
                Messages.folded(
                    family
                        + ": "
                        + shown.stream()
                            .filter(i -> numbers[i] > 0)
                            .map(
                                i -> columns.get(i).cell(numbers[i]) + " " + columns.get(i).title())
                            .collect(Collectors.joining(", ")),
                    GAP,
                    width)));
    return lines;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
