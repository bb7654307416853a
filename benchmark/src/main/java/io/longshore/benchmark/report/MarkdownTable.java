package io.longshore.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown whose columns are also aligned as plain text. */
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Makes a table. The first column is left-aligned, all others are right-aligned. */
  MarkdownTable(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * @throws IllegalArgumentException if the number of cells differs from that of headings
   */
  MarkdownTable row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(cells.length + " cells in a row");
    }
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(line(rows.getFirst())).append(rule());
    rows.stream().skip(1).forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private String line(List<String> row) {
    StringBuilder text = new StringBuilder("|");
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String blanks = " ".repeat(width(column) - cell.length());
      text.append(' ').append(column == 0 ? cell + blanks : blanks + cell).append(" |");
    }
    return text.append('\n').toString();
  }

  private String rule() {
    StringBuilder text = new StringBuilder("|");
    for (int column = 0; column < rows.getFirst().size(); column++) {
      text.append("-".repeat(width(column) + 1)).append(column == 0 ? "-|" : ":|");
    }
    return text.append('\n').toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
  }
}
