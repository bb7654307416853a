package io.longshore.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.benchmark.measure.Measurement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final Map<String, Summary> SUMMARIES =
      Map.of("ours", summary(8, 600, 200), "theirs", summary(56, 900, 200));

  private static Summary summary(double seconds, long memory, long size) {
    return Summary.of(List.of(new Measurement(seconds, 2 * seconds, memory, 0, 0, size)));
  }

  @Test
  void fasterIsMetFromItsFactorOn() {
    assertTrue(met(new Target.Faster("ours", "theirs", 7)));
    assertFalse(met(new Target.Faster("ours", "theirs", 7.01)));
  }

  @Test
  void atMostTimesIsMetUpToItsFactor() {
    assertTrue(met(new Target.AtMostTimes("theirs", "ours", 7)));
    assertFalse(met(new Target.AtMostTimes("theirs", "ours", 6.99)));
  }

  @Test
  void equalSizesAreNotLarger() {
    assertTrue(met(new Target.NotLarger("ours", "theirs")));
  }

  @Test
  void aSingleByteMoreIsLargerAndTheFigureShowsIt() {
    Map<String, Summary> summaries =
        Map.of("ours", summary(1, 1, 10_001), "theirs", summary(1, 1, 10_000));
    Target.Verdict verdict = new Target.NotLarger("ours", "theirs").judge(summaries).orElseThrow();

    assertFalse(verdict.met());
    assertEquals("ours makes no larger file than theirs: 1.0001 of it", verdict.text());
  }

  @Test
  void memoryIsMetUpToItsLimit() {
    assertTrue(met(new Target.Memory("ours", 600)));
    assertFalse(met(new Target.Memory("ours", 599)));
  }

  @Test
  void withoutTheOtherBuilderThereIsNoVerdict() {
    assertTrue(new Target.Faster("ours", "nobody", 7).judge(SUMMARIES).isEmpty());
    assertTrue(new Target.Memory("nobody", 7).judge(SUMMARIES).isEmpty());
  }

  private static boolean met(Target target) {
    return target.judge(SUMMARIES).orElseThrow().met();
  }
}
