package io.longshore.cli.command;

import io.longshore.cli.completion.ShellScript;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "completion",
    description = {
      "Print what has a shell complete commands, options and names.",
      "The shell then asks Longshore whenever Tab is pressed, also for the registrations, images "
          + "and runs of the dataset. Each shell looks for it in a file of its own:",
      "",
      "  longshore completion bash > ~/.local/share/bash-completion/completions/longshore",
      "  longshore completion zsh > ~/.zfunc/_longshore     (a folder of $fpath)",
      "  longshore completion fish > ~/.config/fish/completions/longshore.fish",
      "",
      "To try it at once:",
      "",
      "  source <(longshore completion bash)                (in zsh likewise)",
      "  longshore completion fish | source"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  ShellScript shell = ShellScript.BASH;

  @Override
  public Integer call() {
    session.options().messages().text(shell.text());
    return ExitCode.DONE;
  }
}
