package io.longshore.cli.command;

import io.longshore.cli.output.Messages;
import io.longshore.cli.output.rules.CheckReport;
import io.longshore.cli.output.rules.ImportReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.collection.follow.CheckedRules;
import io.longshore.collection.follow.RulesCheck;
import io.longshore.collection.follow.RulesWriting;
import io.longshore.collection.rules.source.HttpLists;
import io.longshore.collection.rules.source.WebLists;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "rules",
    description = {
      "Show what a collection follows, or write that down.",
      "The rules are .datalad/longshore.yaml: which repositories and lists are followed, which "
          + "versions count, and what images are called. Without a command: check."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RulesCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Override
  public Integer call() throws IOException {
    return check(false);
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Write the rules that registrations, recipes and layouts imply.",
        "The file is written and not committed: read it first."
      })
  int importRules(
      @Option(names = "--dry-run", description = "Show the file; write nothing.") boolean dryRun,
      @Option(names = "--force", description = "Replace rules that are there.") boolean force)
      throws IOException {
    ImportReport report = new ImportReport(messages());
    if (dryRun) {
      report.planned(RulesWriting.planned(session.options().dataset()));
    } else {
      report.written(RulesWriting.write(session.options().dataset(), force));
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Show what each rule means, and where registrations are other than their rules.",
        "Reads the file as it lies there, committed or not."
      })
  int check(
      @Option(
              names = "--remote",
              description = "Read the lists that are on the web and the namespaces too.")
          boolean remote)
      throws IOException {
    CheckedRules checked = remote ? checkedWithWeb() : checked(Optional.empty());
    new CheckReport(messages()).show(checked);
    return checked.hasFindings() ? ExitCode.WORK_FAILED : ExitCode.DONE;
  }

  private CheckedRules checkedWithWeb() throws IOException {
    try (RegistryClient client = RegistryClient.open(RegistryOptions.ofProcess())) {
      return checked(Optional.of(new HttpLists(client)));
    }
  }

  private CheckedRules checked(Optional<WebLists> web) throws IOException {
    return RulesCheck.of(session.options().dataset(), web);
  }

  private Messages messages() {
    return session.options().messages();
  }
}
