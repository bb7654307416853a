package io.longshore.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void namesAreSetToTheLeftAndFiguresToTheRight() {
    MarkdownTable table = new MarkdownTable("builder", "s").row("a", "12.5").row("b", "7.05");

    assertEquals(
        """
        | builder |    s |
        |---------|-----:|
        | a       | 12.5 |
        | b       | 7.05 |
        """,
        table.toString());
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MarkdownTable("builder", "s").row("a"));
  }
}
