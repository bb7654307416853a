package io.longshore.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {
  @ParameterizedTest
  @CsvSource({"0d, 0", "90m, 90", "12h, 720", "1 d, 1440", "30d, 43200", "8w, 80640"})
  void agesAreReadAsPeopleWriteThem(String text, long minutes) {
    assertEquals(Duration.ofMinutes(minutes), Age.parse(text).time());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "d", "-1d", "1y", "1.5d", "P1D", "1d2h", "9999999d", "١d"})
  void whatIsNoAgeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Age.parse(text));
  }
}
