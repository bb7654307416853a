package io.longshore.cli.command;

import io.longshore.cli.manual.BashCompletion;
import io.longshore.cli.output.Messages;
import io.longshore.cli.session.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = {
      "Print a script that lets a shell complete commands and options.",
      "bash looks for it in a file of this name:",
      "",
      "  longshore completion bash > ~/.local/share/bash-completion/completions/longshore",
      "",
      "In ~/.zshrc, and in a ~/.bashrc where bash-completion is not installed:",
      "",
      "  source <(longshore completion zsh)"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
  static final class Shells extends ArrayList<String> {
    Shells() {
      super(List.of("bash", "zsh"));
    }
  }

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      completionCandidates = Shells.class,
      description = "bash (the default) or zsh; one script serves both.")
  String shell = "bash";

  @Override
  public Integer call() {
    if (!new Shells().contains(shell)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "completes in bash and zsh, not in " + shell);
    }
    Messages.ofProcess(false, false, false).report(new BashCompletion(spec.root()).script());
    return ExitCode.DONE;
  }
}
