package io.longshore.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedAgainTest {
  /** What stands behind two hyphens is an operand, though it looks like an option. */
  @ParameterizedTest
  @CsvSource({
    "longshore update --exit-code bids-x, longshore update bids-x --apply",
    "longshore update -- bids-x, longshore update --apply -- bids-x",
    "longshore update -- --exit-code, longshore update --apply -- --exit-code",
  })
  void optionsStandBeforeOperands(String typed, String again) {
    assertEquals(
        List.of(again.split(" ")),
        TypedAgain.changed(List.of(typed.split(" ")), "--exit-code", List.of("--apply")));
  }
}
