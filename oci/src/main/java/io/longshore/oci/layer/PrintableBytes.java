package io.longshore.oci.layer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes from an image as text that is safe on a terminal and in a log: UTF-8 where it is well
 * formed, and {@code \xNN} for each byte of what is not, of control characters and of the
 * backslash.
 */
public final class PrintableBytes {
  private PrintableBytes() {}

  public static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .codePoints()
          .forEach(c -> appendPrintable(text, c));
      return text.toString();
    } catch (CharacterCodingException e) {
      text.setLength(0);
      for (byte b : bytes) {
        appendAscii(text, b & 0xff);
      }
      return text.toString();
    }
  }

  private static void appendPrintable(StringBuilder text, int codePoint) {
    if (codePoint < 0x80) {
      appendAscii(text, codePoint);
    } else if (isUnprintable(codePoint)) {
      for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        appendEscape(text, b & 0xff);
      }
    } else {
      text.appendCodePoint(codePoint);
    }
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static void appendAscii(StringBuilder text, int b) {
    if (b < 0x20 || b >= 0x7f || b == '\\') {
      appendEscape(text, b);
    } else {
      text.append((char) b);
    }
  }

  private static void appendEscape(StringBuilder text, int b) {
    text.append(String.format("\\x%02x", b));
  }
}
