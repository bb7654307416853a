package io.longshore.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "17, 17, 17",
    "17B, 17, 17",
    "3k, 3000, 3072",
    "3KB, 3000, 3000",
    "3KiB, 3072, 3072",
    "500M, 500000000, 524288000",
    "10 GB, 10000000000, 10000000000",
    "1.5GiB, 1610612736, 1610612736",
    "2Ti, 2199023255552, 2199023255552",
    "0.001k, 1, 1"
  })
  void sizesAreReadAsPeopleWriteThem(String text, long bytes, long binary) {
    assertEquals(bytes, ByteSize.parse(text).bytes());
    assertEquals(binary, ByteSize.parseBinary(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1", "1x", "1 G B", "1e9", "999999999T", "1,5G", "١G"})
  void whatIsNoSizeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
    assertThrows(IllegalArgumentException.class, () -> ByteSize.parseBinary(text));
  }
}
