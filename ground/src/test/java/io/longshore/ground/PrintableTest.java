package io.longshore.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void aLineStaysALine() {
    assertEquals("a\\x0ab\\x09c\\x1b[1m ü", Printable.line("a\nb\tc\u001b[1m ü"));
  }

  @Test
  void escapingTwiceIsEscapingOnce() {
    String once = Printable.line("a\u202eb\\");
    assertEquals(once, Printable.line(once));
  }

  @Test
  void linesOfOursStayLines() {
    assertEquals("a\nb\tc\\x0d", Printable.text("a\nb\tc\r"));
  }

  @Test
  void linesOfOthersGetAMargin() {
    assertEquals("a\n    next: b\\x1b", Printable.lines("a\nnext: b\u001b"));
  }

  @Test
  void jsonKeepsItsMeaning() {
    assertEquals(
        "{\"a\":\"\\u202e\\u2028ü\\udb40\\udc41\"}",
        Printable.json("{\"a\":\"\u202e\u2028ü\udb40\udc41\"}"));
  }
}
