package io.longshore.benchmark.report;

import java.util.Collection;

final class Median {
  private Median() {}

  /**
   * The median; for an even number of values the mean of the middle two.
   *
   * @throws IllegalArgumentException if there are no values
   */
  static double of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("the median of nothing");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
