package io.longshore.cli.command;

import io.longshore.cli.option.LayoutLocationConverter;
import io.longshore.cli.option.OptionWords;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.output.ComparisonReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.image.compare.Aspect;
import io.longshore.image.compare.ComparedImage;
import io.longshore.image.compare.ImageComparison;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    description = {
      "Tell where the files in two images differ.",
      "Each is a SIF of Longshore or Apptainer, a squashfs file, an image of Singularity 2 that "
          + "holds a squashfs, or a layout, as [oci:]DIR[:TAG][@DIGEST]. What builders put "
          + "into every image is left out: /.singularity.d and the links into it, /etc/hosts, "
          + "/etc/resolv.conf, the attributes of /, and empty directories to mount on that only "
          + "one image has. Nothing is run. Exit code 1 if they differ."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DiffCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "OLD",
      index = "0",
      description = "An image.",
      converter = LayoutLocationConverter.class)
  LayoutLocation old;

  @Parameters(
      paramLabel = "NEW",
      index = "1",
      description = "Another.",
      converter = LayoutLocationConverter.class)
  LayoutLocation changed;

  @Option(
      names = "--differences",
      paramLabel = "N",
      description = "How many differences are shown (default: ${DEFAULT-VALUE}); all are counted.")
  int differences = 20;

  @Option(
      names = "--times",
      description =
          "Compare the times of files too. Builders do not agree on those of directories.")
  boolean times;

  @Option(
      names = "--ignore",
      paramLabel = "WHAT",
      split = ",",
      description =
          "Do not compare: owners, modes, hard-links, extended-attributes. An image built without "
              + "root has all its files owned by root.")
  List<String> ignore = List.of();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      completionCandidates = OptionWords.Platforms.class,
      converter = PlatformConverter.class,
      description =
          "Which image, where a layout holds several (default: the only one, else linux/amd64).")
  Optional<Platform> platform = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (differences < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--differences is a number from 0, not " + differences);
    }
    Set<Aspect> ignored = ignored();
    try (ComparedImage one = open(old);
        ComparedImage other = open(changed)) {
      ImageComparison comparison = ImageComparison.of(one, other, ignored, differences);
      new ComparisonReport(session.options().messages())
          .show(old.toString(), one, changed.toString(), other, comparison, ignored);
      return comparison.equal() ? ExitCode.DONE : ExitCode.WORK_FAILED;
    }
  }

  private ComparedImage open(LayoutLocation image) throws IOException {
    try {
      return ComparedImage.open(image, platform, session.limits());
    } catch (FailureException e) {
      throw e;
    } catch (IOException e) {
      throw OperatingSystemFailures.classify(e, image.toString());
    }
  }

  private Set<Aspect> ignored() {
    Set<Aspect> ignored = times ? EnumSet.noneOf(Aspect.class) : EnumSet.of(Aspect.TIMES);
    for (String name : ignore) {
      ignored.add(
          Aspect.ofPlural(name)
              .filter(aspect -> aspect != Aspect.TIMES)
              .orElseThrow(
                  () ->
                      new CommandLine.ParameterException(
                          spec.commandLine(),
                          "--ignore takes owners, modes, hard-links and extended-attributes, not '"
                              + name
                              + "'")));
    }
    return ignored;
  }
}
