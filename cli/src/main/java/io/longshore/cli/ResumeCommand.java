package io.longshore.cli;

import io.longshore.cli.output.FailureLog;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.migrate.Resumption;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "resume",
    description = {
      "Finish or undo the step an interrupted run had in hand, and remove what it left.",
      "'longshore migrate' does this by itself before it goes on."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
  @Mixin GlobalOptions global;

  @Override
  public Integer call() throws IOException {
    Messages messages = new Messages(System.err, System.out, global.json, global.quiet);
    try (FailureLog log = FailureLog.open(Optional.empty())) {
      boolean something =
          Resumption.resume(global.dataset, new MigrationReport(messages, log, global.verbose));
      messages.info(
          something
              ? "the dataset is in order\n  next: longshore migrate"
              : "nothing was left to resume");
    }
    return ExitCode.DONE;
  }
}
