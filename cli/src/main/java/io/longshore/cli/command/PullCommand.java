package io.longshore.cli.command;

import io.longshore.cli.build.BuildSource;
import io.longshore.cli.build.PulledName;
import io.longshore.cli.option.PulledReferenceConverter;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "pull",
    description = {
      "Build a SIF from an image in a registry, under the name that Apptainer gives it.",
      "The same as 'longshore build NAME_TAG.sif docker://NAME:TAG' in the current folder."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PullCommand implements Callable<Integer> {
  @ParentCommand Session session;
  @Mixin SifOptions options = new SifOptions();

  @Parameters(
      paramLabel = "REFERENCE",
      index = "0",
      description = "[docker://]NAME[:TAG][@DIGEST].",
      converter = PulledReferenceConverter.class)
  BuildSource source;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write (default: NAME_TAG.sif in the current folder).")
  Optional<Path> output = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Path file = output.orElseGet(() -> Path.of(PulledName.of(source.typed())));
    options.check(source);
    options.checkPlace(file, source);
    options.build(source, file, session);
    return ExitCode.DONE;
  }
}
