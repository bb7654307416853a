package io.longshore.cli.command;

import io.longshore.cli.build.BuildSource;
import io.longshore.cli.build.StandaloneBuild;
import io.longshore.cli.option.BuildSourceConverter;
import io.longshore.cli.output.BuildCheckReport;
import io.longshore.cli.output.Messages;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.ground.file.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "build",
    description = {
      "Build a SIF from an image in a registry, a folder or an archive.",
      "The same image gives the same bytes on every machine. Layers of a registry go straight into "
          + "the SIF, which gets its name when every digest is checked and the file is on disk; a "
          + "build that was broken off begins anew. Folders on the way to OUT are made. What has "
          + "the name is replaced with --force only, or where SOURCE is the plain name of a folder."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BuildCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Mixin SifOptions options = new SifOptions();

  @Parameters(paramLabel = "OUT.sif", index = "0", description = "The file to write.")
  Path output;

  @Parameters(
      paramLabel = "SOURCE",
      index = "1",
      description = {
        "docker://NAME[:TAG][@DIGEST], an image in a registry; oci:DIR[:TAG][@DIGEST], or the "
            + "folder alone, an image layout; oci-archive:FILE[:TAG], one in a tar archive; "
            + "docker-archive:FILE[:NAME], what docker save wrote. Without a prefix it is an image "
            + "in a registry where it can be no path."
      },
      converter = BuildSourceConverter.class)
  BuildSource source;

  @Option(
      names = "--check",
      description =
          "Write nothing: build aside and tell whether OUT.sif is what SOURCE gives, and where it "
              + "differs. Exit code 1 if it does. TMPDIR is where it is built (default: beside "
              + "OUT.sif).")
  boolean check;

  @Option(
      names = "--differences",
      paramLabel = "N",
      description =
          "How many differences --check tells of the file's parts, and how many of the files "
              + "inside (default: ${DEFAULT-VALUE}).")
  int differences = 20;

  @Override
  public Integer call() throws IOException {
    options.check(source);
    if (differences < 0) {
      throw options.wrong("--differences is a number from 0, not " + differences);
    }
    if (check) {
      return check();
    }
    options.checkPlace(output, source);
    options.build(source, output, session);
    return ExitCode.DONE;
  }

  private int check() throws IOException {
    if (options.force || options.layers.isPresent()) {
      throw options.wrong("--check writes nothing; leave out --force and --keep-layers");
    }
    if (!Presence.of(output).map(BasicFileAttributes::isRegularFile).orElse(false)) {
      throw options.wrong(
          Files.isSymbolicLink(output)
              ? output + " is not here to be checked; get it with: git annex get " + output
              : "there is no file " + output + " to check");
    }
    ProgressBoard board = new ProgressBoard();
    Messages messages = session.options().messages();
    StandaloneBuild build = options.with(source, output, session, messages, board);
    StandaloneBuild.Checked checked;
    try (ProgressDisplay _ = session.options().display(messages, board)) {
      checked = session.stop().holding(() -> build.check(differences));
    }
    new BuildCheckReport(messages, output.toString(), source.typed())
        .show(checked.result(), checked.profile());
    return checked.result().equal() ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }
}
