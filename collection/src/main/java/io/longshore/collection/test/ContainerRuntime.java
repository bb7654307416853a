package io.longshore.collection.test;

import io.longshore.collection.test.TrialSettings.Attempt;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.EndedByLimit;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Apptainer or Singularity. It starts images without a network. An image gets only the system's own
 * folders of the machine: no home, no temporary files, no environment variables, and nothing that
 * the user's settings of the runtime add.
 */
public final class ContainerRuntime {
  /** The most that an image may print, in bytes. An image that prints more is ended. */
  private static final int MOST_OUTPUT = 1 << 20;

  private static final int SHOWN_LINES = 5;
  private static final int SHOWN_LINE = 200;

  /**
   * The line in which a runtime says that an image has no runscript. The runtimes use different
   * words.
   */
  private static final Pattern NO_RUNSCRIPT =
      Pattern.compile(
          "(?m)^(?:WARNING:\\s*)?"
              + "(?:No (?:[A-Za-z]+ )?runscript found.*"
              + "|There is no runscript defined for this container.*)$");

  /**
   * The line in which a runtime says that it cannot start containers as this user, on this machine,
   * or with these options. Lines about the file system of an image do not count.
   */
  private static final Pattern NOT_HERE =
      Pattern.compile(
          "(?m)^(?:(?:FATAL|ERROR)\\s*:\\s*(?!.*(?:squashfs|image driver))"
              + ".*(?:user namespace|network|cgroup|setuid|container creation failed"
              + "|[Rr]esource temporarily unavailable).*"
              + "|Error for command .*unknown flag.*)$");

  private static final Set<String> OF_RUNTIMES = Set.of("APPTAINER", "SINGULARITY");

  /**
   * The ends of the names of variables that tell a runtime where to keep its files. These variables
   * do not reach the image.
   */
  private static final Set<String> KEPT_VARIABLES = Set.of("_CACHEDIR", "_TMPDIR", "_CONFIGDIR");

  private static final Integer[] ANY_EXIT_CODE =
      IntStream.rangeClosed(0, 255).boxed().toArray(Integer[]::new);

  private final CommandRunner runner;
  private final Command program;

  /** Whether an image has been started: then this machine can start containers. */
  private volatile boolean works;

  private ContainerRuntime(CommandRunner runner, Command program) {
    this.runner = runner;
    this.program = program;
  }

  /** The installed runtime; Apptainer if both are installed. */
  public static Optional<ContainerRuntime> find(CommandRunner runner) {
    Path anywhere = Path.of("/");
    return Stream.of(Command.of(anywhere, "apptainer"), Command.of(anywhere, "singularity"))
        .filter(command -> runner.isInstalled(command.program()))
        .map(command -> new ContainerRuntime(runner, command))
        .findFirst();
  }

  /** A program that behaves like Apptainer and Singularity. */
  static ContainerRuntime at(CommandRunner runner, Path program) {
    return new ContainerRuntime(runner, Command.ofFile(Path.of("/"), program));
  }

  /**
   * @throws FailureException of kind TOOL if neither runtime is installed
   */
  public static ContainerRuntime require(CommandRunner runner) throws FailureException {
    return find(runner)
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.TOOL,
                    "apptainer",
                    "is not installed, and neither is singularity, so that no image can be started",
                    "install it (https://apptainer.org/docs/admin/latest/installation.html), or"
                        + " leave out --run: what is wrong with the files is told without"));
  }

  /** Whether an environment variable tells a runtime what to bind, to set or to do. */
  static boolean isSetting(String variable) {
    return OF_RUNTIMES.stream()
        .filter(variable::startsWith)
        .anyMatch(name -> !KEPT_VARIABLES.contains(variable.substring(name.length())));
  }

  public String version() throws IOException {
    return runner.run(program.options("--version")).text();
  }

  /**
   * Starts an image until an attempt passes.
   *
   * @param before words that stand before the arguments of the image's own program
   * @throws FailureException of kind TOOL if the machine cannot start any image
   */
  Trial start(Path image, List<String> before, TrialSettings settings) throws IOException {
    long begin = System.nanoTime();
    Trial last = null;
    for (Attempt attempt : settings.attempts()) {
      last =
          switch (attempt) {
            case Attempt.OwnProgram own -> {
              List<String> words = new ArrayList<>(before);
              words.addAll(own.words());
              yield attempt(program.subcommand("run"), image, words, settings, begin);
            }
            case Attempt.OtherProgram other ->
                attempt(program.subcommand("exec"), image, other.words(), settings, begin);
          };
      if (last.passed()) {
        return last;
      }
    }
    if (last == null) {
      throw new IllegalArgumentException("no attempt to make");
    }
    return last;
  }

  private Trial attempt(
      Command start, Path image, List<String> words, TrialSettings settings, long begin)
      throws IOException {
    List<String> operands = new ArrayList<>();
    operands.add(image.toAbsolutePath().toString());
    operands.addAll(words);
    CommandResult result;
    try {
      result =
          runner.run(
              start
                  .options("--containall", "--no-home", "--net", "--network=none")
                  .operands(operands)
                  .withoutEnvironment(ContainerRuntime::isSetting)
                  .withTimeLimit(settings.limit())
                  .withOutputLimit(MOST_OUTPUT)
                  .accepting(ANY_EXIT_CODE));
    } catch (FailureException e) {
      if (!(e.getCause() instanceof EndedByLimit)) {
        throw e;
      }
      works = true;
      return new Trial(words, -1, Optional.of(e.problem()), "", seconds(begin));
    }
    requireWorking(result, image);
    String printed = new String(result.output(), StandardCharsets.UTF_8) + result.errors();
    Optional<String> problem = Optional.empty();
    if (NO_RUNSCRIPT.matcher(printed).find()) {
      problem = Optional.of("says that it has no runscript");
    } else if (!settings.exitCodes().contains(result.exitCode())) {
      problem = Optional.of("ends with exit code " + result.exitCode());
    }
    return new Trial(words, result.exitCode(), problem, ending(printed), seconds(begin));
  }

  /**
   * Distinguishes a machine that starts no image from an image that does not start. An image could
   * print the same line, so the line counts only until an image was started.
   */
  private void requireWorking(CommandResult result, Path image) throws FailureException {
    Matcher refusal = NOT_HERE.matcher(result.errors());
    if (works || result.exitCode() == 0 || !refusal.find()) {
      works = true;
      return;
    }
    throw new FailureException(
        FailureKind.TOOL,
        program.shortName(),
        "starts no image on this machine: " + Printable.line(refusal.group().strip()),
        NextStep.of(
            "see what it says by hand: {} exec {} true; or leave out --run: what is wrong with the"
                + " files is told without",
            program.program(),
            image));
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static String ending(String printed) {
    List<String> lines =
        printed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return String.join(
        "\n",
        lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()).stream()
            .map(Printable::line)
            .map(line -> line.substring(0, Math.min(line.length(), SHOWN_LINE)))
            .toList());
  }
}
