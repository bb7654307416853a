package io.longshore.cli.output;

import java.util.List;

/**
 * A few lines at the bottom of a terminal that are drawn over and over in the same place. Gives the
 * characters that do so; what does not change is not sent again, so that nothing flickers.
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
   * @param width of the terminal now; where it became narrower, it has broken the lines shown
   */
  String draw(List<String> lines, int width) {
    if (lines.equals(shown) && width == this.width) {
      return "";
    }
    // A terminal that was resized remembers which rows it had broken; erasing makes it forget.
    String before = toStart(width) + (width == this.width ? "" : ERASE_BELOW);
    String drawn = before + content(lines) + ERASE_BELOW;
    shown = List.copyOf(lines);
    this.width = width;
    return drawn;
  }

  /** Takes the block away; the cursor is where it began. */
  String erase() {
    if (shown.isEmpty()) {
      return "";
    }
    String erased = toStart(width) + ERASE_BELOW;
    shown = List.of();
    return erased;
  }

  /** A line above the block. */
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
