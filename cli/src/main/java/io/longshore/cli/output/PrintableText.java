package io.longshore.cli.output;

import java.util.stream.Collectors;

/** Text from images, safe on a terminal. */
final class PrintableText {
  private PrintableText() {}

  /** Characters that are not to be seen, or move the cursor, become <code>&#92;u{HEX}</code>. */
  static String of(String text) {
    return text.codePoints()
        .mapToObj(c -> isPrintable(c) ? Character.toString(c) : "\\u{%x}".formatted(c))
        .collect(Collectors.joining());
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
