package io.longshore.benchmark.report;

import java.util.Locale;

/** Formats numbers for the tables. */
final class Figures {
  private static final double MEGABYTE = 1e6;

  private Figures() {}

  /** Three significant digits, never an exponent: {@code 0.12}, {@code 7.05}, {@code 56.3}. */
  static String number(double value) {
    double size = Math.abs(value);
    int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  static String megabytes(long bytes) {
    return number(bytes / MEGABYTE);
  }
}
