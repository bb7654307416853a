package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.output.StatusTable;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TerminalWidth;
import io.longshore.cli.session.UserCaches;
import io.longshore.collection.status.CollectionStatus;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "status",
    description = {
      "Show how far a collection has got.",
      "Sums for each family of images, then what needs attention: what failed when it was last "
          + "tried here, and what is not eligible, each reason once; what SIFs and layers take, and "
          + "what sharing layers saves. Reads what is committed and what this clone knows; uses no "
          + "network."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore status",
      "  longshore status 'bids-fmriprep*' images/neurodesk"
    })
final class StatusCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      completionCandidates = NameKind.ImagesAndRecipes.class,
      description =
          "Only these images, each of them: names, registrations, paths, folders, or patterns such"
              + " as 'bids-*'.")
  List<String> images = List.of();

  @Option(
      names = {"-a", "--all"},
      description = "Show each image of the collection.")
  boolean all;

  @Override
  public Integer call() throws IOException {
    CollectionStatus status =
        CollectionStatus.of(
            session.options().dataset(),
            images,
            session.options().currentFolder(),
            UserCaches.statusMemory(System.getenv()));
    status.unfinished().ifPresent(session.options().messages()::unfinished);
    new StatusTable(session.options().messages(), extent(), TerminalWidth.ofReports()).show(status);
    return ExitCode.DONE;
  }

  private StatusTable.Extent extent() {
    if (!images.isEmpty()) {
      return StatusTable.Extent.NAMED;
    }
    return all ? StatusTable.Extent.ALL : StatusTable.Extent.SUMMARY;
  }
}
