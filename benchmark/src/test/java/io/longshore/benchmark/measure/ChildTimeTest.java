package io.longshore.benchmark.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChildTimeTest {
  @Test
  void aNameWithBlanksAndParenthesesMovesNoField() {
    String stat =
        "42 (a) b (c)) S 1 42 42 0 -1 4194560 5 6 7 8 100 200 1234 66 20 0 1 0 99 1000 2000";

    assertEquals(13.0, ChildTime.parse(stat));
  }
}
