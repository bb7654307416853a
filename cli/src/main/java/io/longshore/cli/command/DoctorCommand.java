package io.longshore.cli.command;

import io.longshore.cli.doctor.Checkup;
import io.longshore.cli.doctor.DiagnosisTable;
import io.longshore.cli.doctor.Examination;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "doctor",
    description = {
      "Look at what Longshore depends on, and say how to repair what does not work.",
      "Programs and their versions, the dataset and its branch, room on disks, native libraries, "
          + "proxies, credentials (never shown), registries. Exit code 1 if there is a problem; "
          + "warnings are for what not everybody needs."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParentCommand Session session;

  @Option(names = "--offline", description = "Ask no registry.")
  boolean offline;

  @Override
  public Integer call() {
    DiagnosisTable table = new DiagnosisTable(session.options().messages());
    new Examination(Checkup.of(session.options().dataset(), offline), LIMIT).run(table::show);
    return table.finish() ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }
}
