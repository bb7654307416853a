package io.longshore.cli.command;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.session.Resumption;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "resume",
    description = {
      "Finish or undo the step an interrupted run had in hand, and remove what it left.",
      "'longshore migrate', 'add', 'init' and 'rollback' do this by themselves before they go on."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Override
  public Integer call() throws IOException {
    Messages messages = session.options().messages();
    boolean something =
        Resumption.resume(
            session.options().dataset(),
            new MigrationReport(messages, session.options().verbose()),
            session.stop());
    if (something) {
      messages.info("the dataset is in order", "  next: the command that was interrupted");
    } else {
      messages.info("nothing was left to resume");
    }
    messages.event(Event.of("put_in_order").with("changed", something));
    return ExitCode.DONE;
  }
}
