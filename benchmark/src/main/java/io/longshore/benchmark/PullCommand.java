package io.longshore.benchmark;

import io.longshore.benchmark.image.ImageFacts;
import io.longshore.benchmark.image.ImageStore;
import io.longshore.benchmark.image.ServedImage;
import io.longshore.benchmark.image.Shape;
import io.longshore.benchmark.measure.Builder;
import io.longshore.benchmark.measure.Measurement;
import io.longshore.benchmark.measure.Pullers;
import io.longshore.benchmark.measure.Rounds;
import io.longshore.benchmark.measure.Workspace;
import io.longshore.benchmark.report.MeasurementLog;
import io.longshore.benchmark.report.PullReport;
import io.longshore.benchmark.report.Report;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "pull",
    description = {
      "Make a SIF of an image on a registry with Longshore and with others, and compare.",
      "",
      "The registry is on the loopback interface, in the process that measures, and takes its share "
          + "of the processors from all alike. Otherwise as with sif.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Builders: longshore (build --no-cache docker://), longshore-cache (with an empty cache, which "
          + "it fills), longshore-layout (from the layout on disk that the registry serves), "
          + "apptainer (build --disable-cache docker://), skopeo-umoci (skopeo copy, umoci unpack, "
          + "mksquashfs).",
      "",
      "Read is what the registry sent; cache is what stays in caches, and temporary disk all the "
          + "rest but the output."
    })
final class PullCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      defaultValue = "hidden",
      description = "The image, as with sif (default: ${DEFAULT-VALUE}).")
  String shape;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each builder runs (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--builders",
      paramLabel = "BUILDER",
      split = ",",
      description = "Which builders (default: all).")
  List<String> builders = Pullers.ALL;

  @Option(names = "--folder", paramLabel = "DIR", description = "As with sif.")
  Optional<Path> folder = Optional.empty();

  @Option(names = "--tsv", paramLabel = "FILE", description = "As with sif.")
  Optional<Path> tsv = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw wrong("--rounds is at least 1, not " + rounds);
    }
    for (String builder : builders) {
      if (!Pullers.ALL.contains(builder)) {
        throw wrong(
            "there is no builder '%s'; there are %s"
                .formatted(builder, String.join(", ", Pullers.ALL)));
      }
    }
    Shape chosen;
    try {
      chosen = Shape.of(shape);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    Path where = folder.orElseGet(SifCommand::defaultFolder).toAbsolutePath();
    Files.createDirectories(where);
    try (FolderLock _ = FolderLock.of(where);
        LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      run(chosen, where, registry);
    }
    return 0;
  }

  private void run(Shape chosen, Path where, LoopbackRegistry registry) throws IOException {
    Path layout = new ImageStore(where, this::say).layout(chosen);
    String reference = ServedImage.put(registry, layout, chosen);
    Path settings =
        Files.writeString(
            where.resolve("registries.conf"),
            "[[registry]]\nlocation = \"" + registry.host() + "\"\ninsecure = true\n");
    Pullers known = new Pullers(Main.home(), settings, reference);
    List<Builder> taking = new ArrayList<>();
    for (String name : builders) {
      taking.add(known.named(name));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(Report.head(LocalDate.now(ZoneId.systemDefault()), commandLine(), where, taking));
    out.flush();
    Map<String, List<Long>> read = new HashMap<>();
    try (MeasurementLog log = new MeasurementLog(tsv.orElse(Path.of("/dev/null")))) {
      long[] sent = {registry.sentBytes()};
      Rounds.Listener listener =
          (round, builder, measurement) -> {
            long now = registry.sentBytes();
            read.computeIfAbsent(builder.name(), _ -> new ArrayList<>()).add(now - sent[0]);
            sent[0] = now;
            log.add(chosen, round, builder, measurement);
            say(
                "%s, round %d of %d, %s: %.1f s"
                    .formatted(
                        chosen.label(), round, rounds, builder.name(), measurement.seconds()));
          };
      SequencedMap<Builder, List<Measurement>> results =
          new Rounds(taking, rounds).run(new Workspace(layout, where.resolve("work")), listener);
      out.print(PullReport.of(chosen, ImageFacts.of(layout), results, read));
      out.flush();
    }
  }

  private CommandLine.ParameterException wrong(String problem) {
    return new CommandLine.ParameterException(spec.commandLine(), problem);
  }

  private String commandLine() {
    return "dev/bench "
        + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
  }
}
