package io.longshore.benchmark.report;

import io.longshore.benchmark.image.Shape;
import io.longshore.benchmark.measure.Builder;
import io.longshore.benchmark.measure.Measurement;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes each run as a line of tab-separated values. */
public final class MeasurementLog implements AutoCloseable {
  private final Writer out;

  public MeasurementLog(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
    out.write(
        String.join(
                "\t",
                "shape",
                "round",
                "builder",
                "wall_seconds",
                "cpu_seconds",
                "memory_bytes",
                "temporary_disk_bytes",
                "output_bytes",
                "cache_bytes")
            + "\n");
  }

  public void add(Shape shape, int round, Builder builder, Measurement run) throws IOException {
    out.write(
        String.format(
            Locale.ROOT,
            "%s\t%d\t%s\t%.3f\t%.2f\t%d\t%d\t%d\t%d\n",
            shape.label(),
            round,
            builder.name(),
            run.seconds(),
            run.processorSeconds(),
            run.memory(),
            run.temporaryDisk(),
            run.outputSize(),
            run.cache()));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
