package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.output.HistoryTable;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.log.CollectionHistory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "log",
    description = {
      "Show what earlier runs did, the last one first.",
      "Each run of 'migrate', 'add' and 'rollback' that changed anything, and its images. Reads "
          + "commits, so it tells the same in every clone."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LogCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Parameters(
      paramLabel = "RUN|IMAGE",
      arity = "0..*",
      completionCandidates = NameKind.RunsAndImages.class,
      description =
          "Only these runs, by their first digits, or images: names, registrations, paths, or patterns"
              + " such as 'bids-*' (default: everything).")
  List<String> chosen = List.of();

  @Option(names = "--runs", description = "A line for each run; leave out the images.")
  boolean runsOnly;

  @Override
  public Integer call() throws IOException {
    HistoryTable table = new HistoryTable(session.options().messages(), !runsOnly);
    Optional<CollectionHistory> history = CollectionHistory.of(session.options().dataset());
    if (history.isPresent()) {
      table.show(
          history.get().runs(), history.get().steps(chosen, session.options().currentFolder()));
    }
    table.finish();
    return ExitCode.DONE;
  }
}
