package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.option.OptionWords;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.ReportFile;
import io.longshore.cli.output.test.TestReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.test.CollectionTester;
import io.longshore.collection.test.ContainerRuntime;
import io.longshore.collection.test.ImageTester;
import io.longshore.collection.test.TestedImage;
import io.longshore.collection.test.TrialSettings;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    TestReport report = new TestReport(messages, all || !images.isEmpty());
    if (junit.isEmpty()) {
      test(report, messages);
    } else {
      try (ReportFile file = ReportFile.open(junit.get())) {
        test(report, messages);
        file.write(writer -> report.junit().writeTo(writer));
      }
    }
    return report.broken() == 0 ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }

  private void refuseWhatNeedsRun() {
    if (!run && (!arguments.isEmpty() || !exitCodes.isEmpty() || timeLimit.isPresent())) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--argument, --exit-codes and --time-limit go with --run");
    }
    if (timeLimit.filter(limit -> limit < 1 || limit > LONGEST_LIMIT).isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--time-limit must be 1 to " + LONGEST_LIMIT + " seconds");
    }
  }

  private void test(TestReport report, Messages messages) throws IOException {
    CommandRunner runner = new LocalCommandRunner();
    ImageTester test =
        new ImageTester(
            run ? Optional.of(ContainerRuntime.require(runner)) : Optional.empty(), this::typed);
    try {
      List<String> inCollection = new ArrayList<>();
      for (String image : images) {
        Optional<LayoutLocation> elsewhere = elsewhere(image);
        if (elsewhere.isPresent()) {
          report.tested(tested(test, elsewhere.get()));
        } else {
          inCollection.add(image);
        }
      }
      if (images.isEmpty() || !inCollection.isEmpty()) {
        new CollectionTester(test, report)
            .run(
                session.options().dataset(),
                inCollection,
                session.options().currentFolder(),
                runner);
      }
      report.finish();
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

  // A folder of the collection means the images in it, and an annexed file of it the image it is.
  private Optional<LayoutLocation> elsewhere(String typed) throws IOException {
    LayoutLocation place;
    try {
      place = LayoutLocation.parse(typed);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (Files.isSymbolicLink(place.path())) {
      return isAnnexed(place.path()) && isInDataset(place.path())
          ? Optional.empty()
          : Optional.of(place);
    }
    boolean layout = Files.exists(place.path().resolve("index.json"));
    return layout || typed.startsWith("oci:") || Files.isRegularFile(place.path())
        ? Optional.of(place)
        : Optional.empty();
  }

  private static boolean isAnnexed(Path path) throws IOException {
    return Files.readSymbolicLink(path).toString().contains(".git/annex/objects/");
  }

  private boolean isInDataset(Path path) {
    Path root = session.options().dataset().toAbsolutePath().normalize();
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    return root != null && path.toAbsolutePath().normalize().startsWith(root);
  }
}
