package io.longshore.cli;

import io.longshore.cli.doctor.Checkup;
import io.longshore.cli.doctor.DiagnosisTable;
import io.longshore.cli.doctor.Examination;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "doctor",
    description = {
      "Look at what Longshore depends on, and say how to mend what is not well.",
      "Programs and their versions, the dataset and its branch, room on disks, native libraries, "
          + "proxies, credentials (never shown), registries. Exit code 1 if there is a problem; "
          + "warnings are for what not everybody needs."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParentCommand Main main;

  @Option(names = "--offline", description = "Ask no registry.")
  boolean offline;

  @Override
  public Integer call() {
    DiagnosisTable table = new DiagnosisTable(main.global.messages());
    new Examination(Checkup.of(main.global.dataset, offline), LIMIT).run(table::show);
    return table.finish() ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }
}
