package io.longshore.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "linux/arm64, linux/arm64",
    "arm64, linux/arm64",
    "ARM64, linux/arm64",
    "aarch64, linux/arm64",
    "x86_64, linux/amd64",
    "armhf, linux/arm/v7",
    "arm/v6, linux/arm/v6",
    "arm64/v8, linux/arm64/v8",
    "windows/amd64, windows/amd64"
  })
  void anArchitectureAloneIsOneOfLinux(String typed, String platform) {
    assertEquals(platform, Platform.typed(typed).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "amd46", "linux/", "linux/arm/v7/x", "/arm64"})
  void whatNamesNoArchitectureIsRefused(String typed) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Platform.typed(typed)).getMessage();
    assertTrue(message.contains("platform"), message);
  }
}
