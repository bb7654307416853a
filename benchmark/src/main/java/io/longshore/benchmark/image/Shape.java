package io.longshore.benchmark.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An image for benchmarks. */
public enum Shape {
  HIDDEN("Debian with R, NumPy, SciPy and pandas; a second layer hides much of the first"),
  LAYERS("Debian with Octave and Astropy in twelve layers; nothing hidden"),
  SMALL("100,000 files of at most 16 KiB: sources and documentation"),
  VERSION2("A later version of 'hidden': 2.5 % changed in the first layer, 2.5 % in a new one"),
  MILLION("A million generated files"),
  SPARSE("20 GB of files that are mostly holes, generated"),
  TOY("A few generated files, to see that the benchmark works");

  /** The shapes that are measured by default. */
  public static final List<Shape> DEFAULT = List.of(HIDDEN, LAYERS, SMALL);

  private final String description;

  Shape(String description) {
    this.description = description;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String description() {
    return description;
  }

  /**
   * @throws IllegalArgumentException if there is no such shape; the message lists the shapes
   */
  public static Shape of(String label) {
    return Arrays.stream(values())
        .filter(shape -> shape.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no shape '"
                        + label
                        + "'; there are "
                        + String.join(", ", Arrays.stream(values()).map(Shape::label).toList())));
  }
}
