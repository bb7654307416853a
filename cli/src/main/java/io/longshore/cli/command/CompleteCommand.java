package io.longshore.cli.command;

import io.longshore.cli.completion.Completion;
import io.longshore.cli.completion.DatasetNames;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command that shells run when a user presses Tab: {@code longshore complete -- WORDS}. */
@Command(name = "complete", hidden = true)
final class CompleteCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(arity = "0..*")
  List<String> words = List.of();

  @Override
  public Integer call() {
    Completion completion =
        new Completion(spec.root(), session.commands().descriptions(), new DatasetNames());
    session.options().messages().text(completion.complete(words).lines());
    return ExitCode.DONE;
  }
}
