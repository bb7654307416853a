package io.longshore.benchmark.report;

import java.util.Collection;

final class Median {
  private Median() {}

  /**
   * The value in the middle; of an even number, the mean of the two there.
   *
   * @throws IllegalArgumentException if there are none
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
