package io.longshore.benchmark;

import io.longshore.benchmark.image.ImageFacts;
import io.longshore.benchmark.image.ImageStore;
import io.longshore.benchmark.image.Shape;
import io.longshore.benchmark.measure.Builder;
import io.longshore.benchmark.measure.Builders;
import io.longshore.benchmark.measure.Rounds;
import io.longshore.benchmark.measure.Workspace;
import io.longshore.benchmark.report.MeasurementLog;
import io.longshore.benchmark.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    name = "sif",
    description = {
      "Build SIFs of a few images with Longshore and with others, and compare.",
      "",
      "Each builder starts afresh in every round, with the layout in the page cache; its output is "
          + "on disk before the clock stops. Rounds begin with another builder each. The figures "
          + "are medians over the rounds. Nothing else should be running on the machine.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Builders: longshore-gzip, longshore-zstd, apptainer, umoci-gzip and umoci-zstd (umoci "
          + "unpack, then mksquashfs); longshore-warm (the block cache knows the version before) and "
          + "inflate (only inflates and hashes the layers, one after the other).",
      "",
      "Memory is the sum of the resident sets of a builder's processes; temporary disk is what its "
          + "file system has more in use, beyond the output. Both are looked at every 50 ms.",
      "",
      "Exit codes: 0 measured, whether or not targets are met; 1 a builder failed; 2 wrong usage."
    })
final class SifCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      split = ",",
      description = {
        "The images to build from (default: hidden,layers,small):",
        "hidden    one big layer, a good part hidden by a second",
        "layers    twelve layers, nothing hidden",
        "small     100,000 small files",
        "version2  'hidden' with 5 %% new content; cache warm",
        "million   a million files (Longshore only)",
        "sparse    20 GB of sparse files (Longshore only)",
        "toy       a few files, to see that the benchmark works"
      })
  List<String> shapes = List.of();

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
      description = "Which builders (default: all that suit the shape).")
  List<String> builders = List.of();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where packages, images and outputs lie (default: $XDG_CACHE_HOME/longshore/bench); "
              + "10 GB. Images are made once and kept.")
  Optional<Path> folder = Optional.empty();

  @Option(
      names = "--tsv",
      paramLabel = "FILE",
      description = "Also write every single run to a file of tab-separated values.")
  Optional<Path> tsv = Optional.empty();

  @Override
  public Integer call() throws IOException {
    checkUsage();
    final List<Shape> chosen = chosenShapes();
    Path where = folder.orElseGet(SifCommand::defaultFolder).toAbsolutePath();
    Files.createDirectories(where);
    try (FolderLock _ = FolderLock.of(where)) {
      run(chosen, where);
    }
    return 0;
  }

  private void run(List<Shape> chosen, Path where) throws IOException {
    ImageStore store = new ImageStore(where, this::say);
    SequencedMap<Shape, List<Builder>> plan = plan(chosen, store);
    PrintWriter out = spec.commandLine().getOut();
    out.print(Report.head(LocalDate.now(ZoneId.systemDefault()), commandLine(), where, all(plan)));
    out.flush();
    try (MeasurementLog log = new MeasurementLog(tsv.orElse(Path.of("/dev/null")))) {
      for (Map.Entry<Shape, List<Builder>> entry : plan.entrySet()) {
        out.print(measure(entry.getKey(), entry.getValue(), store, where, log));
        out.flush();
      }
    }
  }

  private void checkUsage() {
    if (rounds < 1) {
      throw wrong("--rounds is at least 1, not " + rounds);
    }
    for (String builder : builders) {
      if (!Builders.ALL.contains(builder)) {
        throw wrong(
            "there is no builder '%s'; there are %s"
                .formatted(builder, String.join(", ", Builders.ALL)));
      }
    }
  }

  private SequencedMap<Shape, List<Builder>> plan(List<Shape> chosen, ImageStore store)
      throws IOException {
    SequencedMap<Shape, List<Builder>> plan = new LinkedHashMap<>();
    for (Shape shape : chosen) {
      store.layout(shape);
      Builders known = new Builders(Main.home(), earlierVersion(shape, store));
      List<Builder> taking = new ArrayList<>();
      for (String name : builders.isEmpty() ? Builders.suiting(shape) : builders) {
        taking.add(known.named(name));
      }
      plan.put(shape, taking);
    }
    return plan;
  }

  private static Optional<Path> earlierVersion(Shape shape, ImageStore store) throws IOException {
    return switch (shape) {
      case VERSION2 -> Optional.of(store.layout(Shape.HIDDEN));
      case TOY -> Optional.of(store.layout(Shape.TOY));
      default -> Optional.empty();
    };
  }

  private List<Shape> chosenShapes() {
    try {
      return shapes.isEmpty() ? Shape.DEFAULT : shapes.stream().map(Shape::of).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static List<Builder> all(SequencedMap<Shape, List<Builder>> plan) {
    SequencedMap<String, Builder> byName = new LinkedHashMap<>();
    plan.values().forEach(chosen -> chosen.forEach(b -> byName.putIfAbsent(b.name(), b)));
    return List.copyOf(byName.values());
  }

  private String measure(
      Shape shape, List<Builder> chosen, ImageStore store, Path where, MeasurementLog log)
      throws IOException {
    Path layout = store.layout(shape);
    ImageFacts facts = ImageFacts.of(layout);
    Rounds.Listener listener =
        (round, builder, measurement) -> {
          log.add(shape, round, builder, measurement);
          say(
              "%s, round %d of %d, %s: %.1f s"
                  .formatted(shape.label(), round, rounds, builder.name(), measurement.seconds()));
        };
    Workspace workspace = new Workspace(layout, where.resolve("work"));
    return Report.of(shape, facts, new Rounds(chosen, rounds).run(workspace, listener));
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

  static Path defaultFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return caches.resolve("longshore/bench");
  }
}
