package io.longshore.benchmark.report;

import io.longshore.benchmark.image.ImageFacts;
import io.longshore.benchmark.image.Shape;
import io.longshore.benchmark.measure.Builder;
import io.longshore.benchmark.measure.Builders;
import io.longshore.benchmark.measure.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Writes the results in Markdown, in the form of docs/benchmarks.md. */
public final class Report {
  private record Pair(String dividend, String divisor) {}

  private static final List<Pair> COMPARED =
      List.of(
          new Pair(Builders.APPTAINER, Builders.LONGSHORE_GZIP),
          new Pair(Builders.APPTAINER, Builders.LONGSHORE_ZSTD),
          new Pair(Builders.UMOCI_GZIP, Builders.LONGSHORE_GZIP),
          new Pair(Builders.UMOCI_ZSTD, Builders.LONGSHORE_ZSTD),
          new Pair(Builders.LONGSHORE_GZIP, Builders.LONGSHORE_WARM),
          new Pair(Builders.LONGSHORE_WARM, Builders.INFLATE));

  private Report() {}

  /**
   * @param folder a folder on the file system that was written to
   */
  public static String head(LocalDate date, String command, Path folder, List<Builder> builders)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(date).append("\n\n");
    text.append("`").append(command).append("` on ").append(Machine.describe(folder));
    text.append(".\n\n");
    for (Builder builder : builders) {
      text.append("- ").append(builder.name()).append(": ").append(builder.version()).append("\n");
    }
    return text.append("\n").toString();
  }

  public static String of(
      Shape shape, ImageFacts facts, SequencedMap<Builder, List<Measurement>> results) {
    SequencedMap<String, Summary> summaries = new LinkedHashMap<>();
    results.forEach((builder, runs) -> summaries.put(builder.name(), Summary.of(runs)));
    StringBuilder text = new StringBuilder();
    text.append("### ").append(shape.label()).append("\n\n");
    text.append(shape.description()).append(".\n");
    text.append(facts(facts)).append("\n\n").append(figures(summaries)).append("\n");
    MarkdownTable ratios = ratios(summaries);
    if (!ratios.isEmpty()) {
      text.append(ratios).append("\n");
    }
    return text.append(verdicts(shape, summaries)).append("\n").toString();
  }

  static String facts(ImageFacts facts) {
    return "%d layers, %s MB compressed, %s MB unpacked; %s MB in %,d files visible; manifest %s."
        .formatted(
            facts.layers(),
            Figures.megabytes(facts.compressedBytes()),
            Figures.megabytes(facts.unpackedBytes()),
            Figures.megabytes(facts.visibleBytes()),
            facts.visibleFiles(),
            facts.manifest());
  }

  private static MarkdownTable figures(SequencedMap<String, Summary> summaries) {
    MarkdownTable table =
        new MarkdownTable(
            "builder",
            "wall s",
            "from - to",
            "CPU s",
            "memory MB",
            "temporary disk MB",
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
              median.outputSize() == 0 ? "none" : Figures.megabytes(median.outputSize()));
        });
    return table;
  }

  private static MarkdownTable ratios(Map<String, Summary> summaries) {
    MarkdownTable table = new MarkdownTable("ratio", "wall", "CPU", "memory", "output");
    for (Pair pair : COMPARED) {
      if (summaries.containsKey(pair.dividend()) && summaries.containsKey(pair.divisor())) {
        table.row(
            pair.dividend() + " / " + pair.divisor(),
            ratio(Ratio.of(summaries, pair.dividend(), pair.divisor(), Measurement::seconds)),
            ratio(
                Ratio.of(
                    summaries, pair.dividend(), pair.divisor(), Measurement::processorSeconds)),
            ratio(Ratio.of(summaries, pair.dividend(), pair.divisor(), Measurement::memory)),
            ratio(Ratio.of(summaries, pair.dividend(), pair.divisor(), Measurement::outputSize)));
      }
    }
    return table;
  }

  private static String ratio(Optional<Double> ratio) {
    return ratio.map(Figures::number).orElse("");
  }

  private static String verdicts(Shape shape, Map<String, Summary> summaries) {
    StringBuilder text = new StringBuilder();
    for (Target target : Targets.of(shape)) {
      target
          .judge(summaries)
          .ifPresent(
              verdict ->
                  text.append(verdict.met() ? "- met: " : "- MISSED: ")
                      .append(verdict.text())
                      .append("\n"));
    }
    return text.toString();
  }
}
