package io.longshore.cli.command;

import io.longshore.cli.output.StatusTable;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.UserCaches;
import io.longshore.collection.status.CollectionStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "status",
    description = {
      "Show how far a collection has got.",
      "Each image: migrated, pending, failed when it was last tried here, or not eligible, and "
          + "why; then what SIFs and layers take, and what sharing layers saves. Reads what is "
          + "committed and what this clone knows; uses no network."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Override
  public Integer call() throws IOException {
    CollectionStatus status =
        CollectionStatus.of(session.options().dataset(), UserCaches.statusMemory(System.getenv()));
    status.unfinished().ifPresent(session.options().messages()::unfinished);
    new StatusTable(session.options().messages(), session.options().verbose()).show(status);
    return ExitCode.DONE;
  }
}
