package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.option.OptionWords;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.ReportFile;
import io.longshore.cli.output.test.TestReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.Collection;
import io.longshore.collection.test.CollectionTester;
import io.longshore.collection.test.ContainerRuntime;
import io.longshore.collection.test.ImageTester;
import io.longshore.collection.test.TestedImage;
import io.longshore.collection.test.TrialSettings;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.file.Presence;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    description = {
      "Look for what keeps images from starting.",
      "The runscript, the program it names, what links, first lines and loaders lead to, and"
          + " whether it is for the image's processor: told from the files, nothing is run. With"
          + " --run each image is started too. Without IMAGE: all of the collection that are here,"
          + " old ones too. Exit code 1 if an image is broken."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore test",
      "  longshore test bids-validator --run",
      "  longshore test ./tool.sif oci:layout"
    })
final class TestCommand implements Callable<Integer> {
  private static final int LONGEST_LIMIT = 24 * 60 * 60;
  private static final int HIGHEST_EXIT_CODE = 255;

  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      completionCandidates = NameKind.Images.class,
      description =
          "Images of the collection, by their names, registrations, paths or patterns such as"
              + " 'bids-*'; or files and layouts outside of it: a SIF, a squashfs,"
              + " [oci:]DIR[:TAG][@DIGEST]. A layout is built for that.")
  List<String> images = List.of();

  @Option(
      names = "--run",
      description =
          "Start each image with Apptainer, or else Singularity, without network and without your"
              + " home: as the rules of the collection say, else with --version, and if that fails"
              + " with --help.")
  boolean run;

  @Option(
      names = "--argument",
      paramLabel = "WORD",
      description = "With --run, start the image's own program with this. May be repeated.")
  List<String> arguments = List.of();

  @Option(
      names = "--exit-codes",
      paramLabel = "CODE",
      split = ",",
      description =
          "With --run, what an image that works ends with (default: as the rules of the collection"
              + " say, else 0).")
  List<Integer> exitCodes = List.of();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description =
          "With --run, after how long an attempt is ended (default: as the rules of the collection"
              + " say, else 120).")
  Optional<Integer> timeLimit = Optional.empty();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      completionCandidates = OptionWords.Platforms.class,
      converter = PlatformConverter.class,
      description =
          "Which image, where a layout holds several (default: the only one, else linux/amd64).")
  Optional<Platform> platform = Optional.empty();

  @Option(
      names = {"-a", "--all"},
      description = "Show sound images and notes too, as with IMAGE.")
  boolean all;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the result there as JUnit XML too, for continuous integration.")
  Optional<Path> junit = Optional.empty();

  @Override
  public Integer call() throws IOException {
    refuseWhatNeedsRun();
    Messages messages = session.options().messages();
    TestReport report =
        new TestReport(messages, all || !images.isEmpty(), session.options().currentFolder());
    if (junit.isEmpty()) {
      return heldTest(report, messages);
    }
    try (ReportFile file = ReportFile.open(junit.get())) {
      int exitCode = heldTest(report, messages);
      file.write(writer -> report.junit().writeTo(writer));
      return exitCode;
    }
  }

  // A signal ends the image that was started, and removes the SIF that was built for the test.
  private int heldTest(TestReport report, Messages messages) throws IOException {
    return session.stop().holding(() -> test(report, messages));
  }

  private void refuseWhatNeedsRun() {
    if (!run && (!arguments.isEmpty() || !exitCodes.isEmpty() || timeLimit.isPresent())) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--argument, --exit-codes and --time-limit go with --run");
    }
    if (exitCodes.stream().anyMatch(code -> code < 0 || code > HIGHEST_EXIT_CODE)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--exit-codes must be 0 to " + HIGHEST_EXIT_CODE);
    }
    if (timeLimit.filter(limit -> limit < 1 || limit > LONGEST_LIMIT).isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--time-limit must be 1 to " + LONGEST_LIMIT + " seconds");
    }
  }

  private int test(TestReport report, Messages messages) throws IOException {
    CommandRunner runner = new LocalCommandRunner();
    ImageTester test =
        new ImageTester(
            run ? Optional.of(ContainerRuntime.require(runner)) : Optional.empty(), this::typed);
    try {
      Map<String, LayoutLocation> elsewhere = elsewhere(runner);
      for (LayoutLocation place : elsewhere.values()) {
        report.tested(tested(test, place));
      }
      List<String> inCollection =
          images.stream().filter(image -> !elsewhere.containsKey(image)).toList();
      if (images.isEmpty() || !inCollection.isEmpty()) {
        new CollectionTester(test, report)
            .run(
                session.options().dataset(),
                inCollection,
                session.options().currentFolder(),
                runner);
      }
      report.finish();
      return report.broken() == 0 ? ExitCode.DONE : ExitCode.WORK_FAILED;
    } finally {
      messages.endProgress();
    }
  }

  /** What the options say counts before what rules say. */
  private TrialSettings typed(TrialSettings ruled) {
    TrialSettings trial = ruled;
    if (timeLimit.isPresent()) {
      trial = trial.withLimit(Duration.ofSeconds(timeLimit.get()));
    }
    if (!arguments.isEmpty()) {
      trial = trial.withArguments(arguments);
    }
    return exitCodes.isEmpty() ? trial : trial.withExitCodes(new TreeSet<>(exitCodes));
  }

  private TestedImage tested(ImageTester test, LayoutLocation place) throws IOException {
    if (place.namesAnImage() || Files.isDirectory(place.path())) {
      Path scratch = ScratchFolder.near(place.path(), System.getenv());
      return test.ofLayout(place, platform, session.limits(), scratch);
    }
    return test.ofFile(place.path(), place.toString());
  }

  /**
   * Files and layouts that are no images of the collection, by what was typed. A folder of the
   * collection means the images in it, and a file or layout of it the image it belongs to.
   */
  private Map<String, LayoutLocation> elsewhere(CommandRunner runner) throws IOException {
    Map<String, LayoutLocation> places = new LinkedHashMap<>();
    for (String image : images) {
      placeOf(image).ifPresent(place -> places.put(image, place));
    }
    if (places.isEmpty()) {
      return places;
    }
    Optional<Path> root = superdataset(runner);
    List<String> inside = new ArrayList<>();
    for (Map.Entry<String, LayoutLocation> place : places.entrySet()) {
      if (root.isPresent() && isIn(root.get(), place.getValue().path())) {
        inside.add(place.getKey());
      }
    }
    if (!inside.isEmpty()) {
      places
          .keySet()
          .removeAll(
              CollectionTester.namingImages(
                  root.get(), inside, session.options().currentFolder(), runner));
    }
    return places;
  }

  private static Optional<LayoutLocation> placeOf(String typed) throws FailureException {
    LayoutLocation place;
    try {
      place = LayoutLocation.parse(typed);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    boolean layout =
        typed.startsWith("oci:") || Presence.isThere(place.path().resolve("index.json"));
    return layout || Files.isSymbolicLink(place.path()) || Files.isRegularFile(place.path())
        ? Optional.of(place)
        : Optional.empty();
  }

  // What lies outside of any dataset can be tested without one.
  private Optional<Path> superdataset(CommandRunner runner) throws IOException {
    try {
      return Optional.of(Collection.superdatasetAt(session.options().dataset(), runner).root());
    } catch (FailureException _) {
      return Optional.empty();
    }
  }

  // The last name is not followed: an annexed file is a link.
  private static boolean isIn(Path root, Path file) throws IOException {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent != null
        && Files.isDirectory(parent)
        && parent.toRealPath().startsWith(root.toRealPath());
  }
}
