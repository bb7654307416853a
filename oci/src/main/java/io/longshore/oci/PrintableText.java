package io.longshore.oci;

import java.nio.charset.StandardCharsets;

/**
 * Text that quotes what others wrote, made safe for terminals and logs: control and formatting
 * characters (among them those that reverse the direction of writing) become {@code \xNN} for each
 * byte of their UTF-8 encoding. Tabs stay. Line feeds stay too, with a margin of four spaces behind
 * them, so that no quoted line looks like one of ours.
 */
final class PrintableText {
  private static final String MARGIN = "\n    ";

  private PrintableText() {}

  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.replaceAll("\n *", MARGIN).codePoints().forEach(c -> append(printable, c));
    return printable.toString();
  }

  private static void append(StringBuilder text, int codePoint) {
    if (codePoint == '\n' || codePoint == '\t' || !isUnprintable(codePoint)) {
      text.appendCodePoint(codePoint);
      return;
    }
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      text.append("\\x%02x".formatted(b));
    }
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
