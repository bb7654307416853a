package io.longshore.ground;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes strangers' text safe for terminals and logs. Control characters, formatting characters
 * (among them those that reverse the direction of writing) and unassigned code points are replaced:
 * each byte of their UTF-8 becomes {@code \xNN}.
 */
public final class Printable {
  private static final String MARGIN = "\n    ";

  private Printable() {}

  /** Escapes line feeds and tabs as well. */
  public static String line(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(printable, c));
    return printable.toString();
  }

  /** Keeps line feeds and tabs. For text that Longshore itself divided into lines. */
  public static String text(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendUnlessLayout(printable, c));
    return printable.toString();
  }

  /**
   * Escapes the same characters in JSON, as {@code \}{@code uNNNN}, so that the JSON keeps its
   * meaning.
   */
  public static String json(String json) {
    StringBuilder printable = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (isUnprintable(c)) {
                for (char unit : Character.toChars(c)) {
                  printable.append("\\u%04x".formatted((int) unit));
                }
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  /**
   * Keeps tabs and line feeds, and indents each line after a line feed by four spaces, so that no
   * quoted line looks like a line of Longshore's.
   */
  static String lines(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.replaceAll("\n *", MARGIN).codePoints().forEach(c -> appendUnlessLayout(printable, c));
    return printable.toString();
  }

  /**
   * Reads {@code bytes} as UTF-8 if they are well-formed UTF-8, else as ASCII. Other bytes and
   * backslashes are escaped, so that different bytes give different texts.
   */
  public static String bytes(byte[] bytes) {
    StringBuilder printable = new StringBuilder(bytes.length);
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .codePoints()
          .forEach(
              c -> {
                if (c == '\\') {
                  escape(printable, (byte) c);
                } else {
                  append(printable, c);
                }
              });
    } catch (CharacterCodingException e) {
      printable.setLength(0);
      for (byte b : bytes) {
        if (b < ' ' || b == 0x7f || b == '\\') {
          escape(printable, b);
        } else {
          printable.append((char) b);
        }
      }
    }
    return printable.toString();
  }

  private static void appendUnlessLayout(StringBuilder text, int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      text.appendCodePoint(codePoint);
    } else {
      append(text, codePoint);
    }
  }

  private static void append(StringBuilder text, int codePoint) {
    if (!isUnprintable(codePoint)) {
      text.appendCodePoint(codePoint);
      return;
    }
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      escape(text, b);
    }
  }

  private static void escape(StringBuilder text, byte b) {
    text.append("\\x%02x".formatted(b));
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
