package io.longshore.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void isTheValueInTheMiddleWhateverTheOrder() {
    assertEquals(3.0, Median.of(List.of(100.0, 1.0, 3.0)));
    assertEquals(7.0, Median.of(List.of(7.0)));
  }

  @Test
  void ofAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertEquals(2.5, Median.of(List.of(4.0, 1.0, 100.0, 1.0)));
  }

  @Test
  void ofNothingThereIsNone() {
    assertThrows(IllegalArgumentException.class, () -> Median.of(List.of()));
  }
}
