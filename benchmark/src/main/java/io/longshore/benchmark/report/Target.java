package io.longshore.benchmark.report;

import io.longshore.benchmark.measure.Measurement;
import java.util.Map;
import java.util.Optional;

/** A target for the figures of one shape. */
sealed interface Target {
  /** Judges the figures; empty if a builder of the target did not run. */
  Optional<Verdict> judge(Map<String, Summary> summaries);

  /**
   * @param text the target and the figure
   */
  record Verdict(String text, boolean met) {}

  /** {@code other} takes at least {@code factor} times as long as {@code ours}. */
  record Faster(String ours, String other, double factor) implements Target {
    @Override
    public Optional<Verdict> judge(Map<String, Summary> summaries) {
      return Ratio.of(summaries, other, ours, Measurement::seconds)
          .map(
              ratio ->
                  new Verdict(
                      "%s is at least %s times as fast as %s: %s"
                          .formatted(ours, Figures.number(factor), other, Figures.number(ratio)),
                      ratio >= factor));
    }
  }

  /** {@code ours} takes at most {@code factor} times as long as {@code other}. */
  record AtMostTimes(String ours, String other, double factor) implements Target {
    @Override
    public Optional<Verdict> judge(Map<String, Summary> summaries) {
      return Ratio.of(summaries, ours, other, Measurement::seconds)
          .map(
              ratio ->
                  new Verdict(
                      "%s takes at most %s times as long as %s: %s"
                          .formatted(ours, Figures.number(factor), other, Figures.number(ratio)),
                      ratio <= factor));
    }
  }

  /** The output of {@code ours} is not larger than that of {@code other}. */
  record NotLarger(String ours, String other) implements Target {
    @Override
    public Optional<Verdict> judge(Map<String, Summary> summaries) {
      return Ratio.of(summaries, ours, other, Measurement::outputSize)
          .map(
              ratio ->
                  new Verdict(
                      "%s makes no larger file than %s: %.4f of it".formatted(ours, other, ratio),
                      ratio <= 1));
    }
  }

  /**
   * @param bytes the largest memory in bytes
   */
  record Memory(String ours, long bytes) implements Target {
    @Override
    public Optional<Verdict> judge(Map<String, Summary> summaries) {
      return Optional.ofNullable(summaries.get(ours))
          .map(
              summary ->
                  new Verdict(
                      "%s has at most %s MB in memory: %s"
                          .formatted(
                              ours,
                              Figures.megabytes(bytes),
                              Figures.megabytes(summary.median().memory())),
                      summary.median().memory() <= bytes));
    }
  }
}
