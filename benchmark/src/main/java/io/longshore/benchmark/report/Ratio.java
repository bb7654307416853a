package io.longshore.benchmark.report;

import io.longshore.benchmark.measure.Measurement;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

final class Ratio {
  private Ratio() {}

  /**
   * The figure of {@code dividend} divided by that of {@code divisor}; empty if a figure is
   * missing.
   */
  static Optional<Double> of(
      Map<String, Summary> summaries,
      String dividend,
      String divisor,
      ToDoubleFunction<Measurement> figure) {
    Summary above = summaries.get(dividend);
    Summary below = summaries.get(divisor);
    if (above == null || below == null || figure.applyAsDouble(below.median()) == 0) {
      return Optional.empty();
    }
    return Optional.of(figure.applyAsDouble(above.median()) / figure.applyAsDouble(below.median()));
  }
}
