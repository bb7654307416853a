package io.longshore.collection.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "bids-*, bids-mriqc, true",
    "bids-*, bid, false",
    "*/mriqc, a/b/mriqc, true",
    "fsl?, fsl6, true",
    "fsl?, fsl, false",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[!a-c]x, dx, true",
    "[&[^]x, ^x, true",
    "[ab, [ab, true",
    "a.b, axb, false",
    "a\\b, a\\b, true",
    "a(b)+c$, a(b)+c$, true",
  })
  void whatStandsForWhat(String pattern, String text, boolean fits) {
    assertEquals(fits, Glob.parse(pattern).fits(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[z-a]", "x[9-0]*"})
  void aRangeThatEndsBeforeItBeginsIsNone(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> Glob.parse(pattern));
  }

  /**
   * What goes back and forth takes ten times longer for each star, and would not come to an end.
   */
  @Test
  void manyStarsAreNoMoreWorkThanTheirNumber() {
    assertFalse(Glob.parse("*a".repeat(100) + "b").fits("a".repeat(2000)));
  }
}
