package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskReserveTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "1M, 1000000",
    "1.5 GB, 1500000000",
    "100 megabytes, 100000000",
    "1 gigabyte, 1000000000",
    "2 kilobytes, 2000",
    "17 bytes, 17",
    "plenty, 100000000",
    "'', 100000000"
  })
  void isReadAsGitAnnexReadsIt(String text, long bytes) {
    assertEquals(bytes, DiskReserve.parse(text).bytes());
  }
}
