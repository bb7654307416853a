package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.option.WantedVersionConverter;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.MigrationReport;
import io.longshore.cli.output.freeze.FreezeReport;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TypedAgain;
import io.longshore.collection.freeze.CollectionFreeze;
import io.longshore.collection.freeze.FreezeRequest;
import io.longshore.collection.freeze.WantedVersion;
import java.io.IOException;
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
    name = "freeze",
    description = {
      "Keep registrations at a version.",
      "A comment '# frozen' behind the image says so: updates leave the registration alone. One "
          + "commit of both datasets does it; no image is fetched."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore freeze bids-mriqc=0.15.0 bids-fmriprep",
      "  longshore freeze bids-mriqc=0.15.0 --into .",
      "  longshore freeze 'bids-mriqc=*' --as '{name}-{version}'"
    })
final class FreezeCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NAME[=VERSION]",
      arity = "1..*",
      converter = WantedVersionConverter.class,
      completionCandidates = NameKind.Registrations.class,
      description =
          "A registration, and the version it is to stay at; without it, the one it is at. A"
              + " version may lack what follows a dot if one image only fits. Both may be"
              + " patterns.")
  List<WantedVersion> wanted = List.of();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description =
          "Freeze under another name; the registration itself stays. {name} and {version} stand"
              + " for those of each image, with - for what names cannot have.")
  Optional<String> as = Optional.empty();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description =
          "Write the registrations into the dataset DIR, which has the collection as a"
              + " subdataset; the collection stays as it is.")
  Optional<Path> into = Optional.empty();

  @Option(names = "--thaw", description = "Let updates change the registrations again.")
  boolean thaw;

  @Option(names = "--dry-run", description = "Show what would be frozen; change nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    requireSense();
    Messages messages = session.options().messages();
    FreezeReport report = new FreezeReport(messages, thaw);
    CollectionFreeze freeze =
        new CollectionFreeze(
            new FreezeRequest(session.options().dataset(), wanted, as, thaw),
            new MigrationReport(messages, session.options().verbose()),
            session.stop());
    CollectionFreeze.Outcome outcome;
    if (into.isPresent()) {
      outcome = freeze.into(into.get(), dryRun);
    } else if (dryRun) {
      outcome = new CollectionFreeze.Outcome(freeze.plan(), /* changed= */ true);
    } else {
      outcome = freeze.run();
    }
    if (dryRun) {
      report.planned(outcome.registrations(), TypedAgain.without("--dry-run", spec));
    } else {
      report.done(outcome);
    }
    return ExitCode.DONE;
  }

  private void requireSense() {
    boolean versions = wanted.stream().anyMatch(one -> one.version().isPresent());
    if (thaw && (as.isPresent() || into.isPresent() || versions)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--thaw takes names alone, without versions, --as and --into");
    }
  }
}
