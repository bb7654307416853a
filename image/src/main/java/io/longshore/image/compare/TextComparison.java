package io.longshore.image.compare;

import io.longshore.ground.Printable;
import java.nio.charset.StandardCharsets;

/** Compares two texts that are known to differ. */
final class TextComparison {
  private TextComparison() {}

  /** The first line that differs; lines are counted from 1. */
  static Difference firstDifference(String place, byte[] first, byte[] second) {
    String[] ones = lines(first);
    String[] others = lines(second);
    int line = 0;
    while (line < Math.min(ones.length, others.length) && ones[line].equals(others[line])) {
      line++;
    }
    return new Difference(place, "line " + (line + 1), line(ones, line), line(others, line));
  }

  // Decodes each byte as one character, so that different texts stay different.
  private static String[] lines(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1).split("\n", -1);
  }

  private static String line(String[] lines, int number) {
    return number < lines.length
        ? "'" + Printable.bytes(lines[number].getBytes(StandardCharsets.ISO_8859_1)) + "'"
        : Difference.ABSENT;
  }
}
