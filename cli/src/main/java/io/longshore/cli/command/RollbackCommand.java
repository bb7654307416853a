package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.cli.output.RollbackReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TypedAgain;
import io.longshore.collection.rollback.ImageRollback;
import io.longshore.collection.rollback.RollbackRequest;
import io.longshore.collection.rollback.RollbackRequest.Choice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "rollback",
    description = {
      "Take images back: recipe, old image and registrations return as they were.",
      "New commits in both datasets do it, all together; nothing is rewritten, and content stays "
          + "in the annexes. Refused where later changes would be lost. What is rolled back can "
          + "be migrated again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore rollback bids-validator--1.2.3",
      "  longshore rollback --last --dry-run"
    })
final class RollbackCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      completionCandidates = NameKind.ImagesAndRecipes.class,
      description =
          "Images: names, registrations, recipes and other paths, folders, or patterns such as"
              + " 'bids-*'.")
  List<String> images = List.of();

  @Option(
      names = "--run",
      paramLabel = "ID",
      completionCandidates = NameKind.Runs.class,
      description = "All images of that run; 'longshore log' lists runs.")
  Optional<String> run = Optional.empty();

  @Option(names = "--last", description = "All images of the last run.")
  boolean last;

  @Option(
      names = "--drop",
      description =
          "Remove SIFs and layers from this clone that no file has any more; layers that no "
              + "registry is known to serve stay.")
  boolean drop;

  @Option(names = "--dry-run", description = "Show what would be taken back; change nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Messages messages = session.options().messages();
    RollbackReport report = new RollbackReport(messages);
    ImageRollback rollback =
        new ImageRollback(
            new RollbackRequest(session.options().dataset(), choice(), drop),
            new MigrationReport(messages, session.options().verbose()),
            session.stop());
    if (dryRun) {
      report.planned(rollback.plan(), TypedAgain.without("--dry-run", spec));
    } else {
      report.done(rollback.run(), drop);
    }
    return ExitCode.DONE;
  }

  private Choice choice() {
    int ways = (images.isEmpty() ? 0 : 1) + (run.isPresent() ? 1 : 0) + (last ? 1 : 0);
    if (ways != 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "say what to roll back: images, or --run ID, or --last");
    }
    return last
        ? new Choice.OfLastRun()
        : run.<Choice>map(Choice.OfRun::new)
            .orElseGet(() -> new Choice.Named(images, session.options().currentFolder()));
  }
}
