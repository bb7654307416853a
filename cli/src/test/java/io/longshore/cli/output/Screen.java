package io.longshore.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A terminal that knows what progress blocks use: new lines, returns, cursor up, erasing. */
final class Screen {
  private final int width;
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;

  Screen(int width) {
    this.width = width;
  }

  void write(String characters) {
    int i = 0;
    while (i < characters.length()) {
      char c = characters.charAt(i++);
      switch (c) {
        case '\r' -> column = 0;
        case '\n' -> newLine();
        case '\u001b' -> i = obey(characters, i);
        default -> put(c);
      }
    }
  }

  private int obey(String characters, int bracket) {
    if (characters.charAt(bracket) != '[') {
      throw new AssertionError("unknown escape sequence");
    }
    int end = bracket + 1;
    while (Character.isDigit(characters.charAt(end))) {
      end++;
    }
    String number = characters.substring(bracket + 1, end);
    switch (characters.charAt(end)) {
      case 'A' -> row = Math.max(0, row - (number.isEmpty() ? 1 : Integer.parseInt(number)));
      case 'K' -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
      case 'J' -> {
        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        rows.subList(row + 1, rows.size()).clear();
      }
      default -> throw new AssertionError("unknown escape sequence " + characters.charAt(end));
    }
    return end + 1;
  }

  private void newLine() {
    row++;
    column = 0;
    if (row == rows.size()) {
      rows.add(new StringBuilder());
    }
  }

  private void put(char c) {
    if (column == width) {
      newLine();
    }
    StringBuilder line = rows.get(row);
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column++, c);
  }

  /** What is to be seen, without blanks at the ends. */
  List<String> lines() {
    List<String> lines =
        rows.stream()
            .map(line -> line.toString().stripTrailing())
            .collect(Collectors.toCollection(ArrayList::new));
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }
}
