package io.longshore.cli;

import io.longshore.cli.output.StatusTable;
import io.longshore.migrate.status.CollectionStatus;
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
  @ParentCommand Main main;

  @Override
  public Integer call() throws IOException {
    CollectionStatus status = CollectionStatus.of(main.global.dataset);
    status.unfinished().ifPresent(main.global.messages()::unfinished);
    new StatusTable(main.global.messages(), main.global.verbose).show(status);
    return ExitCode.DONE;
  }
}
