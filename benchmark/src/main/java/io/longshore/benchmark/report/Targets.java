package io.longshore.benchmark.report;

import io.longshore.benchmark.image.Shape;
import io.longshore.benchmark.measure.Builders;
import java.util.ArrayList;
import java.util.List;

/** The targets of Longshore's builder. */
final class Targets {
  private static final long MEMORY = 600_000_000;

  private Targets() {}

  static List<Target> of(Shape shape) {
    List<Target> targets = new ArrayList<>();
    switch (shape) {
      case HIDDEN -> targets.addAll(againstOthers(7));
      case LAYERS, SMALL -> targets.addAll(againstOthers(5));
      case VERSION2 ->
          targets.add(new Target.AtMostTimes(Builders.LONGSHORE_WARM, Builders.INFLATE, 1.5));
      case MILLION, SPARSE, TOY -> {}
    }
    for (String ours : Builders.OURS) {
      targets.add(new Target.Memory(ours, MEMORY));
    }
    return targets;
  }

  private static List<Target> againstOthers(double gzipFactor) {
    return List.of(
        new Target.Faster(Builders.LONGSHORE_GZIP, Builders.APPTAINER, gzipFactor),
        new Target.NotLarger(Builders.LONGSHORE_GZIP, Builders.APPTAINER),
        new Target.Faster(Builders.LONGSHORE_ZSTD, Builders.APPTAINER, 12),
        new Target.Faster(Builders.LONGSHORE_ZSTD, Builders.UMOCI_ZSTD, 2.5),
        new Target.NotLarger(Builders.LONGSHORE_ZSTD, Builders.UMOCI_ZSTD));
  }
}
