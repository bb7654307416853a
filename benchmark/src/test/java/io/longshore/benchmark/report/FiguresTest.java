package io.longshore.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0       | 0.00",
        "0.123   | 0.12",
        "9.994   | 9.99",
        "9.996   | 10.0",
        "56.34   | 56.3",
        "99.96   | 100",
        "1234.6  | 1,235"
      })
  void hasThreeDigitsThatCount(double value, String expected) {
    assertEquals(expected, Figures.number(value));
  }

  @ParameterizedTest
  @CsvSource({"600000000, 600", "1500000, 1.50"})
  void megabytesAreMillions(long bytes, String expected) {
    assertEquals(expected, Figures.megabytes(bytes));
  }
}
