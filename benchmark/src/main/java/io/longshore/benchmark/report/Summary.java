package io.longshore.benchmark.report;

import io.longshore.benchmark.measure.Measurement;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The runs of one builder. Each figure but the two extremes is a median of its own.
 *
 * @param fastest the shortest wall time, in seconds
 * @param slowest the longest
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
