package io.longshore.image.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLineTest {
  @ParameterizedTest
  @CsvSource({
    "python3, python3",
    "python3 -u, python3 -u",
    "-- python3, -- python3",
    "/opt/python, /opt/python",
    "-S python3 -u, python3",
    "-Spython3 -u, python3",
    "-S /opt/python -u, /opt/python"
  })
  void envStartsItsWholeArgumentUnlessItSplitsIt(String argument, String sought) {
    assertEquals(Optional.of(sought), sought("#! /usr/bin/env " + argument + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-i", "-S", "-S -i python3", "-S \"python3\" -u", "-S A=1 python3", "A=1"})
  void whatOnlyEnvUnderstandsIsNotLookedFor(String argument) {
    assertEquals(Optional.empty(), sought("#!/usr/bin/env " + argument + "\n"));
  }

  @Test
  void aCarriageReturnBelongsToTheName() {
    assertEquals(Optional.of("sh\r"), sought("#!/usr/bin/env sh\r\n"));
  }

  private static Optional<String> sought(String start) {
    return FirstLine.read(start).orElseThrow().soughtByEnv();
  }
}
