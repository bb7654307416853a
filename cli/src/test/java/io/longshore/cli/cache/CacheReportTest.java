package io.longshore.cli.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheReportTest {
  @ParameterizedTest
  @CsvSource({"PT24H,1 day", "PT36H,36 hours", "PT1344H,56 days", "PT90M,90 minutes"})
  void anAgeIsToldWithoutRounding(Duration age, String words) {
    assertEquals(words, CacheReport.words(age));
  }
}
