package io.longshore.cli.command;

import io.longshore.cli.option.LayoutLocationConverter;
import io.longshore.cli.option.OptionWords;
import io.longshore.cli.option.PlatformConverter;
import io.longshore.cli.output.InspectionJson;
import io.longshore.cli.output.InspectionText;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.inspect.ImageInspector;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutLocation;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "inspect",
    description = {
      "Show where an image came from, how it was made, and what it runs.",
      "Reads SIFs of Longshore and of Apptainer, squashfs files, and image layouts; runs nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Parameters(
      paramLabel = "IMAGE",
      description = "A SIF, a squashfs file, or a layout, as [oci:]DIR[:TAG][@DIGEST].",
      converter = LayoutLocationConverter.class)
  LayoutLocation image;

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
    ImageFacts facts = ImageInspector.inspect(image, platform);
    if (session.options().json()) {
      session.options().messages().event(InspectionJson.of(image.toString(), facts));
    } else {
      session.options().messages().text(InspectionText.of(image.toString(), facts));
    }
    return ExitCode.DONE;
  }
}
