package io.longshore.acceptance.guide;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

/** The tests of the scripts. */
final class TestLines {
  private final GuideGround ground;

  TestLines(GuideGround ground) {
    this.ground = ground;
  }

  Map<String, LineExecutor> executors() {
    return Map.of("T1", this::bats, "T2", this::pytest);
  }

  private void bats(GuideLine line) {
    String output = line.type(ground.checkout());
    assertTrue(output.contains("ok 1 "), output);
    assertFalse(output.contains("# skip"), output);
  }

  private void pytest(GuideLine line) {
    String output = line.type(ground.checkout().with("PYTHONDONTWRITEBYTECODE", "1"));
    assertTrue(output.contains(" passed in "), output);
    assertFalse(output.contains("skipped"), output);
  }
}
