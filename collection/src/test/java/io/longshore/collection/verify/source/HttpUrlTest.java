package io.longshore.collection.verify.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.org/file, true",
    "http://my_registry:5000/v2/a/blobs/x, true",
    "https:///file, false",
    "https:file, false",
    "ftp://example.org/file, false",
    "not a url, false"
  })
  void isWhatAWebServerCanBeAskedFor(String text, boolean expected) {
    assertEquals(expected, HttpUrl.parse(text).isPresent());
  }
}
