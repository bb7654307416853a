package io.longshore.benchmark.report;

import io.longshore.benchmark.image.ImageFacts;
import io.longshore.benchmark.image.Shape;
import io.longshore.benchmark.measure.Builder;
import io.longshore.benchmark.measure.Measurement;
import io.longshore.benchmark.measure.Pullers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes the results from a registry to a SIF in Markdown. */
public final class PullReport {
  private static final double LEAST_TIMES_APPTAINER = 7;
  private static final double MOST_OF_LAYOUT = 1.15;

  private PullReport() {}

  /**
   * @param read number of bytes that each builder read from the registry in each round
   */
  public static String of(
      Shape shape,
      ImageFacts facts,
      SequencedMap<Builder, List<Measurement>> results,
      Map<String, List<Long>> read) {
    SequencedMap<String, Summary> summaries = new LinkedHashMap<>();
    results.forEach((builder, runs) -> summaries.put(builder.name(), Summary.of(runs)));
    return "### %s\n\n%s.\n%s\n\n%s\n%s\n"
        .formatted(
            shape.label(),
            shape.description(),
            Report.facts(facts),
            figures(summaries, read),
            verdicts(summaries));
  }

  private static MarkdownTable figures(
      SequencedMap<String, Summary> summaries, Map<String, List<Long>> read) {
    MarkdownTable table =
        new MarkdownTable(
            "builder",
            "wall s",
            "from - to",
            "CPU s",
            "memory MB",
            "temporary disk MB",
            "cache MB",
            "read MB",
            "output MB");
    summaries.forEach(
        (name, summary) -> {
          Measurement median = summary.median();
          table.row(
              name,
              Figures.number(median.seconds()),
              Figures.number(summary.fastest()) + " - " + Figures.number(summary.slowest()),
              Figures.number(median.processorSeconds()),
              Figures.megabytes(median.memory()),
              Figures.megabytes(median.temporaryDisk()),
              Figures.megabytes(median.cache()),
              Figures.megabytes(
                  Math.round(Median.of(read.get(name).stream().map(Long::doubleValue).toList()))),
              Figures.megabytes(median.outputSize()));
        });
    return table;
  }

  private static String verdicts(Map<String, Summary> summaries) {
    StringBuilder text = new StringBuilder();
    Ratio.of(summaries, Pullers.APPTAINER, Pullers.LONGSHORE, Measurement::seconds)
        .ifPresent(
            ratio ->
                text.append(
                    verdict(
                        ratio >= LEAST_TIMES_APPTAINER,
                        "Apptainer takes at least %s times as long: %s"
                            .formatted(
                                Figures.number(LEAST_TIMES_APPTAINER), Figures.number(ratio)))));
    Ratio.of(summaries, Pullers.LONGSHORE, Pullers.LONGSHORE_LAYOUT, Measurement::seconds)
        .ifPresent(
            ratio ->
                text.append(
                    verdict(
                        ratio <= MOST_OF_LAYOUT,
                        "at most %s of the time from a layout on disk: %s"
                            .formatted(Figures.number(MOST_OF_LAYOUT), Figures.number(ratio)))));
    return text.toString();
  }

  private static String verdict(boolean met, String text) {
    return (met ? "- met: " : "- MISSED: ") + text + "\n";
  }
}
