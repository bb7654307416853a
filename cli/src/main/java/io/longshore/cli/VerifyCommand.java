package io.longshore.cli;

import io.longshore.cli.output.JUnitDocument;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.VerificationTable;
import io.longshore.migrate.verify.Verification;
import io.longshore.migrate.verify.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    name = "verify",
    description = {
      "Check what a migration leaves: layouts, layers and their URLs, registrations.",
      "Looks at what is committed and at what git-annex has recorded; reads no layer "
          + "and asks no registry. Without PATH: everything. Exit code 1 if it finds anything."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
  @ParentCommand Main main;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Layouts, SIFs, or folders of them, relative to the current folder or dataset.")
  List<String> paths = List.of();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the result there as JUnit XML too, for continuous integration.")
  Optional<Path> junit = Optional.empty();

  @Override
  public Integer call() throws IOException {
    requireFolder(junit);
    Messages messages = main.global.messages();
    VerificationReport report = Verification.verify(main.global.dataset, paths);
    if (junit.isPresent()) {
      JUnitDocument.write(report, junit.get());
    }
    new VerificationTable(messages).show(report);
    return report.findings() == 0 ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }

  private void requireFolder(Optional<Path> file) {
    if (file.isPresent() && !Files.isDirectory(file.get().toAbsolutePath().getParent())) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "there is no folder to write " + file.get() + " to");
    }
  }
}
