package io.longshore.cli.command;

import io.longshore.cli.manual.Manual;
import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.Terminal;
import io.longshore.cli.session.Version;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@CommandLine.Command(
    name = "man",
    description = {
      "Show the manual page of a command, or of the program.",
      "On a terminal man(1) shows it; elsewhere it is printed as man(1) reads it.",
      "",
      "To have 'man longshore-migrate' find them, write them to a folder man(1) looks in:",
      "",
      "  longshore man --write-to ~/.local/share/man"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ManCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "The command, such as migrate (default: the program as a whole).")
  Optional<String> command = Optional.empty();

  @Option(
      names = "--write-to",
      paramLabel = "DIR",
      description = "Write all pages to the folder man1 below DIR; show none.")
  Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Manual manual = new Manual(spec.root(), "Longshore " + Version.number());
    if (folder.isPresent()) {
      write(manual, folder.get().resolve("man1"));
    } else {
      String page = manual.page(command).orElseThrow(this::noSuchCommand);
      if (Terminal.isOutput() && !session.options().json()) {
        show(page);
      } else {
        session.options().messages().text(page);
      }
    }
    return ExitCode.DONE;
  }

  private void write(Manual manual, Path pages) throws IOException {
    Files.createDirectories(pages);
    for (Map.Entry<String, String> page : manual.pages().entrySet()) {
      Files.writeString(pages.resolve(page.getKey()), page.getValue());
    }
    Messages messages = session.options().messages();
    messages.info(
        manual.pages().size() + " pages in " + pages, "  next: man " + spec.root().name());
    messages.event(
        Event.of("manual")
            .with("folder", pages.toString())
            .with("pages", List.copyOf(manual.pages().keySet())));
  }

  private void show(String page) throws IOException {
    Path file = Files.createTempFile("longshore-", ".1");
    try {
      Files.writeString(file, page);
      Command man = Command.of(file.getParent(), "man").options("-l").operands(file.toString());
      new LocalCommandRunner().runInForeground(man);
    } catch (FailureException e) {
      throw new FailureException(
          FailureKind.TOOL,
          "man",
          "cannot be started, so no page can be shown",
          command
              .map(name -> NextStep.of("longshore {} --help", name))
              .orElse(NextStep.of("longshore --help")),
          e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private CommandLine.ParameterException noSuchCommand() {
    return new CommandLine.UnmatchedArgumentException(
        spec.root().commandLine(), List.of(command.orElseThrow()));
  }
}
