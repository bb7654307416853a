package io.longshore.cli.output;

import java.util.List;

/**
 * A few lines at the bottom of a terminal that are drawn repeatedly in the same place. The methods
 * return the characters to be sent to the terminal. Unchanged lines are not sent again, so that the
 * block does not flicker.
 */
final class ProgressBlock {
  private static final String ERASE_LINE = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";

  private List<String> shown = List.of();
  private int width;

  boolean isShown() {
    return !shown.isEmpty();
  }

  /**
   * @param width the present width of the terminal; a terminal that became narrower has broken the
   *     shown lines
   */
  String draw(List<String> lines, int width) {
    if (lines.equals(shown) && width == this.width) {
      return "";
    }
    // A resized terminal remembers which rows it had broken, until they are erased.
    String before = toStart(width) + (width == this.width ? "" : ERASE_BELOW);
    String drawn = before + content(lines) + ERASE_BELOW;
    shown = List.copyOf(lines);
    this.width = width;
    return drawn;
  }

  /** Removes the block. The cursor is then at the block's beginning. */
  String erase() {
    if (shown.isEmpty()) {
      return "";
    }
    String erased = toStart(width) + ERASE_BELOW;
    shown = List.of();
    return erased;
  }

  /** Prints a line above the block. */
  String above(String line) {
    if (shown.isEmpty()) {
      return line + System.lineSeparator();
    }
    return toStart(width) + ERASE_BELOW + line + System.lineSeparator() + content(shown);
  }

  private String toStart(int widthNow) {
    int rows = shown.stream().mapToInt(line -> rows(line, widthNow)).sum();
    return rows > 1 ? "\r\u001b[" + (rows - 1) + "A" : "\r";
  }

  private static int rows(String line, int width) {
    return Math.max(1, Math.ceilDiv(line.length(), Math.max(1, width)));
  }

  private static String content(List<String> lines) {
    return String.join(ERASE_LINE + "\n", lines) + (lines.isEmpty() ? "" : ERASE_LINE);
  }
}
