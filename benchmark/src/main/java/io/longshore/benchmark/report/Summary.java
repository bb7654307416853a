package io.longshore.benchmark.report;

import io.longshore.benchmark.measure.Measurement;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The summary of a builder's runs. Each figure except the two extremes is the median of this
 * figure.
 *
 * @param fastest the shortest wall time, in seconds
 * @param slowest the longest wall time, in seconds
 */
record Summary(Measurement median, double fastest, double slowest) {
  static Summary of(List<Measurement> runs) {
    return new Summary(
        new Measurement(
            median(runs, Measurement::seconds),
            median(runs, Measurement::processorSeconds),
            Math.round(median(runs, Measurement::memory)),
            Math.round(median(runs, Measurement::temporaryDisk)),
            Math.round(median(runs, Measurement::cache)),
            Math.round(median(runs, Measurement::outputSize))),
        runs.stream().mapToDouble(Measurement::seconds).min().orElseThrow(),
        runs.stream().mapToDouble(Measurement::seconds).max().orElseThrow());
  }

  private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    return Median.of(runs.stream().map(figure::applyAsDouble).toList());
  }
}
