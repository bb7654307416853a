package io.longshore.cli.command;

import io.longshore.cli.ci.EventReport;
import io.longshore.cli.ci.NewFiles;
import io.longshore.cli.ci.Timers;
import io.longshore.cli.ci.Workflow;
import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.cli.output.ReportFile;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.cli.session.TypedCommandLine;
import io.longshore.cli.session.Version;
import io.longshore.collection.Collection;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.Project;
import io.longshore.ground.file.Presence;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "ci",
    description = {
      "Write workflows that keep a collection: for GitHub, GitLab, cron or systemd.",
      "Every change is verified; every night what is new is added, as a request to merge it; every"
          + " week each URL is asked, and an issue says which do not answer. Longshore comes from"
          + " its release, by its checksum. They are printed, and written with --write."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  longshore ci github --sha256 HEX --write",
      "  longshore ci cron",
      "  longshore verify --json > events",
      "  longshore ci report --markdown page.md events"
    })
final class CiCommand implements Runnable {
  @ParentCommand Session session;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "for what? github, gitlab, cron, systemd; or report");
  }

  @Command(
      name = "github",
      mixinStandardHelpOptions = true,
      description = "A workflow of GitHub Actions, .github/workflows/longshore.yml.")
  int github(
      @Option(names = "--archive", paramLabel = "URL", description = "The release's archive.")
          Optional<String> archive,
      @Option(
              names = "--sha256",
              paramLabel = "HEX",
              description = "What the archive is to be; SHA256SUMS of the release has it.")
          Optional<String> sha256,
      @Option(names = "--write", description = "Write it where GitHub looks for it.") boolean write)
      throws IOException {
    return workflow(Workflow.GITHUB, archive, sha256, write);
  }

  @Command(
      name = "gitlab",
      mixinStandardHelpOptions = true,
      description = "A pipeline of GitLab CI, .gitlab-ci.yml.")
  int gitlab(
      @Option(names = "--archive", paramLabel = "URL", description = "The release's archive.")
          Optional<String> archive,
      @Option(
              names = "--sha256",
              paramLabel = "HEX",
              description = "What the archive is to be; SHA256SUMS of the release has it.")
          Optional<String> sha256,
      @Option(names = "--write", description = "Write it where GitLab looks for it.") boolean write)
      throws IOException {
    return workflow(Workflow.GITLAB, archive, sha256, write);
  }

  @Command(
      name = "cron",
      mixinStandardHelpOptions = true,
      description = "Lines for 'crontab -e', of a machine that has the collection.")
  int cron() throws IOException {
    return print(onOneLine(() -> Timers.crontab(root())));
  }

  @Command(
      name = "systemd",
      mixinStandardHelpOptions = true,
      description = "Services and timers for 'systemctl --user'.")
  int systemd(
      @Option(
              names = "--write",
              description = "Write them below ~/.config/systemd/user; nothing is switched on.")
          boolean write)
      throws IOException {
    SequencedMap<String, String> units = onOneLine(() -> Timers.units(root()));
    if (!write) {
      StringBuilder all = new StringBuilder();
      units.forEach((name, text) -> all.append("# ").append(name).append('\n').append(text));
      return print(all.toString());
    }
    Path folder = userUnits();
    SequencedMap<Path, String> files = new LinkedHashMap<>();
    units.forEach((name, text) -> files.put(folder.resolve(name), text));
    write(folder, files);
    List<String> timers = units.keySet().stream().filter(name -> name.endsWith(".timer")).toList();
    session
        .options()
        .messages()
        .info(
            "  next: systemctl --user daemon-reload && systemctl --user enable --now "
                + String.join(" ", timers)
                + "; and loginctl enable-linger, so that they run while you are not logged in");
    return ExitCode.DONE;
  }

  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description = {
        "Say what the events of other commands tell, in the forms that forges show.",
        "Exit code 0, whatever they tell."
      })
  int report(
      @Parameters(
              paramLabel = "EVENTS",
              arity = "1..*",
              description =
                  "Files that --json of verify, test, add, migrate or update has written.")
          List<Path> events,
      @Option(names = "--github", description = "Print annotations for GitHub's runner.")
          boolean github,
      @Option(
              names = "--markdown",
              paramLabel = "FILE",
              description = "Write a page there: for a summary, an issue, a request to merge.")
          Optional<Path> markdown,
      @Option(
              names = "--code-quality",
              paramLabel = "FILE",
              description = "Write GitLab's report on code quality there.")
          Optional<Path> codeQuality)
      throws IOException {
    EventReport report;
    try {
      report = EventReport.of(existing(events));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(TypedCommandLine.below(spec), e.getMessage(), e);
    }
    Messages messages = session.options().messages();
    write(markdown, report.markdown());
    write(codeQuality, report.codeQuality());
    if (github) {
      report.annotations().forEach(messages::finding);
    }
    messages.event(
        Event.of("ci_reported")
            .with("errors", report.count("error"))
            .with("warnings", report.count("warning"))
            .with("notices", report.count("notice")));
    return ExitCode.DONE;
  }

  private static List<Path> existing(List<Path> events) throws FailureException {
    for (Path file : events) {
      if (!Presence.of(file).map(found -> !found.isDirectory()).orElse(false)) {
        throw new FailureException(
            FailureKind.MISSING,
            file.toString(),
            "is no file that could be read",
            "name a file that a command has written: longshore verify --json > FILE");
      }
      if (!Files.isReadable(file)) {
        throw OperatingSystemFailures.classify(
            new AccessDeniedException(file.toString()), file.toString());
      }
    }
    return events;
  }

  private static void write(Optional<Path> file, String text) throws IOException {
    if (file.isPresent()) {
      try (ReportFile report = ReportFile.open(file.get())) {
        report.write(writer -> writer.write(text));
      }
    }
  }

  private int workflow(
      Workflow workflow, Optional<String> archive, Optional<String> sha256, boolean write)
      throws IOException {
    if (sha256.isPresent()) {
      onOneLine(() -> Workflow.Release.requireSha256(sha256.get()));
    }
    String address = archive.orElseGet(this::usualArchive);
    if (sha256.isEmpty()) {
      throw new FailureException(
          FailureKind.USAGE,
          workflow.place(),
          "would install a program that nobody has compared with anything",
          NextStep.of(
              "give --sha256 HEX; SHA256SUMS beside the archive has it: {}",
              address.substring(0, address.lastIndexOf('/') + 1) + "SHA256SUMS"));
    }
    String text;
    try {
      text = workflow.text(new Workflow.Release(address, sha256.get()));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(TypedCommandLine.below(spec), e.getMessage(), e);
    }
    if (!write) {
      return print(text);
    }
    SequencedMap<Path, String> files = new LinkedHashMap<>();
    Path root = root();
    files.put(root.resolve(workflow.place()), text);
    write(root, files);
    return ExitCode.DONE;
  }

  private String usualArchive() {
    String project = Project.address();
    if (project.isEmpty()) {
      throw new CommandLine.ParameterException(
          TypedCommandLine.below(spec), "this build has no address of releases: add --archive URL");
    }
    String version = Version.number();
    return "%s/releases/download/v%s/longshore-%s-linux-x86_64.tar.gz"
        .formatted(project, version, version);
  }

  private int print(String text) {
    session.options().messages().text(text);
    return ExitCode.DONE;
  }

  private interface Making<T> {
    T make() throws IOException;
  }

  private <T> T onOneLine(Making<T> making) throws IOException {
    try {
      return making.make();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(TypedCommandLine.below(spec), e.getMessage(), e);
    }
  }

  private Path root() throws IOException {
    return Collection.superdatasetAt(session.options().dataset(), new LocalCommandRunner()).root();
  }

  private static Path userUnits() {
    String configuration = System.getenv().getOrDefault("XDG_CONFIG_HOME", "");
    return configuration.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".config/systemd/user")
        : Path.of(configuration, "systemd/user");
  }

  private void write(Path root, Map<Path, String> files) throws IOException {
    try {
      NewFiles.write(root, files);
    } catch (FileAlreadyExistsException e) {
      throw isThere(Path.of(e.getFile()));
    }
    Messages messages = session.options().messages();
    for (Path file : files.keySet()) {
      messages.info("wrote " + file);
      messages.event(Event.of("ci_written").with("path", file.toString()));
    }
  }

  private static FailureException isThere(Path file) {
    return new FailureException(
        FailureKind.USAGE,
        file.toString(),
        "is there already, and is not replaced",
        NextStep.of("compare it with what the same command prints without --write: {}", file));
  }
}
