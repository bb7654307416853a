package io.longshore.cli.command;

import io.longshore.cli.completion.NameKind;
import io.longshore.cli.output.JUnitDocument;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.ReportFile;
import io.longshore.cli.output.VerificationTable;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TerminalWidth;
import io.longshore.collection.Collection;
import io.longshore.collection.verify.Proof;
import io.longshore.collection.verify.Proofs;
import io.longshore.collection.verify.Verification;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
      "Check that a migrated collection is what it claims to be.",
      "Without options: layouts, layers and their recorded URLs, SIFs, registrations, leftovers, "
          + "as committed. Reads no layer and uses no network; takes seconds. The options below "
          + "prove more and take longer. Nothing is changed. Exit code 1 if anything is found."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore verify",
      "  longshore verify --remote images/bids",
      "  longshore verify --download --rebuild bids-validator--1.2.3"
    })
final class VerifyCommand implements Callable<Integer> {
  // Hundreds of blobs may be asked for, so a registry is given up sooner than for a single image.
  private static final RetryPolicy PATIENCE =
      new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofMinutes(1));

  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      completionCandidates = NameKind.Images.class,
      description =
          "What to check: names of images, registrations, paths of layouts, SIFs and recipes,"
              + " folders of them, or patterns such as 'bids-*' (default: everything).")
  List<String> paths = List.of();

  @Option(
      names = "--remote",
      description =
          "Ask every URL whether it answers with the right size (a HEAD request, which counts as "
              + "no pull), and every remote for images-oci.")
  boolean remote;

  @Option(
      names = "--download",
      description = "Fetch every layer from its URL and compare its digest; keep nothing.")
  boolean download;

  @Option(
      names = "--rebuild",
      description =
          "Compare the SIFs that are here with their keys, and build every SIF again: its layout "
              + "is to give the same bytes. Needs room for one SIF below .git. Layers that are "
              + "not here are fetched from their URLs.")
  boolean rebuild;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "URLs asked at once (default: ${DEFAULT-VALUE}).")
  int jobs = 4;

  @Option(
      names = {"-a", "--all"},
      description =
          "Show each finding. Without this, and without PATH, those that are alike are counted.")
  boolean all;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the result there as JUnit XML too, for continuous integration.")
  Optional<Path> junit = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (jobs < 1) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--jobs must be at least 1");
    }
    if (junit.isEmpty()) {
      return exitCode(verify());
    }
    try (ReportFile file = ReportFile.open(junit.get())) {
      VerificationReport report = verify();
      file.write(writer -> JUnitDocument.write(report, writer));
      return exitCode(report);
    }
  }

  private static int exitCode(VerificationReport report) {
    return report.findings() == 0 ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }

  private VerificationReport verify() throws IOException {
    Set<Proof> wanted = wanted();
    if (wanted.isEmpty()) {
      return verify(Proofs.none());
    }
    RegistryOptions options = RegistryOptions.ofProcess().withRetryPolicy(PATIENCE);
    try (RegistryClient registries = RegistryClient.open(options)) {
      return verify(Proofs.of(wanted, registries, jobs, session.limits()));
    }
  }

  private VerificationReport verify(Proofs proofs) throws IOException {
    Messages messages = session.options().messages();
    VerificationTable table =
        new VerificationTable(messages, all || !paths.isEmpty(), TerminalWidth.ofReports());
    try {
      VerificationReport report =
          Verification.verify(
              session.options().dataset(), paths, session.options().currentFolder(), proofs, table);
      table.finish(report, whereToType(report));
      return report;
    } finally {
      messages.endProgress();
    }
  }

  /** The root of the dataset if there are findings and the user is in another folder. */
  private Optional<Path> whereToType(VerificationReport report) throws IOException {
    if (report.findings() == 0) {
      return Optional.empty();
    }
    Path root =
        Collection.superdatasetAt(session.options().dataset(), new LocalCommandRunner()).root();
    return Files.isSameFile(root, session.options().currentFolder())
        ? Optional.empty()
        : Optional.of(root);
  }

  private Set<Proof> wanted() {
    Set<Proof> wanted = EnumSet.noneOf(Proof.class);
    if (remote) {
      wanted.add(Proof.REMOTE);
    }
    if (download) {
      wanted.add(Proof.DOWNLOAD);
    }
    if (rebuild) {
      wanted.add(Proof.REBUILD);
    }
    return wanted;
  }
}
