package io.longshore.dataset.process;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program to run, its arguments as the program receives them (no shell looks at them).
 *
 * <p>Options and operands are given apart: {@code Command.of(folder, "git",
 * "ls-remote").options("--quiet").operands(url, "HEAD")}. Words and options are literals, which the
 * compiler sees to, so nothing that a dataset, a registry or a user says can become one; operands
 * may be anything, and stand behind {@code --}.
 */
public final class Command {
  /** Seconds a program may take, for slow file systems; a whole number, else it counts as unset. */
  public static final String TIME_LIMIT_VARIABLE = "LONGSHORE_TOOL_TIMEOUT";

  private static final Duration DEFAULT_TIME_LIMIT =
      Optional.ofNullable(System.getenv(TIME_LIMIT_VARIABLE))
          .filter(text -> text.matches("[1-9][0-9]{0,6}"))
          .map(text -> Duration.ofSeconds(Long.parseLong(text)))
          .orElse(Duration.ofMinutes(10));

  private static final int DEFAULT_OUTPUT_LIMIT = 64 << 20;

  private final Path folder;
  private final CommandLine line;
  private final Surroundings surroundings;

  /**
   * All but the words.
   *
   * @param environment set in addition to what {@link ChildEnvironment} passes on
   * @param settings of git, in addition to those it finds
   * @param input bytes for standard input; empty closes it at once
   * @param timeLimit after which the program and its children are killed; for a {@link
   *     BatchProcess}, the limit of each single answer
   * @param outputLimit bytes of standard output to hold; more is a failure. Not applied to a {@link
   *     BatchProcess}
   * @param acceptedExitCodes those that are an answer and not a failure
   */
  private record Surroundings(
      Map<String, String> environment,
      List<GitSetting> settings,
      Optional<byte[]> input,
      Duration timeLimit,
      int outputLimit,
      Set<Integer> acceptedExitCodes) {
    private static final Surroundings DEFAULT =
        new Surroundings(
            Map.of(),
            List.of(),
            Optional.empty(),
            DEFAULT_TIME_LIMIT,
            DEFAULT_OUTPUT_LIMIT,
            Set.of(0));

    private Surroundings {
      if (!timeLimit.isPositive()) {
        throw new IllegalArgumentException("time limit must be positive: " + timeLimit);
      }
    }
  }

  Command(Path folder, CommandLine line) {
    this(folder, line, Surroundings.DEFAULT);
  }

  private Command(Path folder, CommandLine line, Surroundings surroundings) {
    this.folder = folder.toAbsolutePath();
    this.line = line;
    this.surroundings = surroundings;
  }

  /**
   * @param folder where it runs
   * @param words the program, found by the PATH, and its subcommand
   */
  public static Command of(Path folder, @CompileTimeConstant String... words) {
    return new Command(folder, new CommandLine(List.of(words)));
  }

  /**
   * @param program a file, which need not be in a folder of the PATH
   */
  public static Command ofFile(Path folder, Path program) {
    return new Command(folder, new CommandLine(List.of(program.toAbsolutePath().toString())));
  }

  /** More words of the kind that name what is to be done. */
  public Command subcommand(@CompileTimeConstant String... words) {
    return with(line.withWords(List.of(words)));
  }

  public Command options(@CompileTimeConstant String... options) {
    return with(line.withOptions(List.of(options)));
  }

  /**
   * An option with a value that is not ours. A long one and its value become one word, a short one
   * is told by its name alone that the next word is its value.
   */
  public Command option(@CompileTimeConstant String name, String value) {
    return with(
        line.withOptions(
            name.startsWith("--") ? List.of(name + "=" + value) : List.of(name, value)));
  }

  /** Commits or refs that git is to look up, also where it takes paths behind them. */
  public Command revisions(String... revisions) {
    return with(line.withRevisions(List.of(revisions)));
  }

  /** What the command works on. */
  public Command operands(String... operands) {
    return operands(List.of(operands));
  }

  public Command operands(Collection<String> operands) {
    return with(line.withOperands(List.copyOf(operands)));
  }

  private Command with(CommandLine other) {
    return new Command(folder, other, surroundings);
  }

  public Command withInput(byte[] bytes) {
    Surroundings s = surroundings;
    return with(
        new Surroundings(
            s.environment,
            s.settings,
            Optional.of(bytes),
            s.timeLimit,
            s.outputLimit,
            s.acceptedExitCodes));
  }

  /** Standard input is {@code text} in UTF-8. */
  public Command withInput(String text) {
    return withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  public Command withEnvironment(String name, String value) {
    Surroundings s = surroundings;
    Map<String, String> more = new LinkedHashMap<>(s.environment);
    more.put(name, value);
    return with(
        new Surroundings(
            Map.copyOf(more),
            s.settings,
            s.input,
            s.timeLimit,
            s.outputLimit,
            s.acceptedExitCodes));
  }

  /** Settings for git and for each git that it or git-annex starts; of two, the later counts. */
  public Command withSettings(List<GitSetting> settings) {
    Surroundings s = surroundings;
    List<GitSetting> more = new ArrayList<>(s.settings);
    more.addAll(settings);
    return with(
        new Surroundings(
            s.environment,
            List.copyOf(more),
            s.input,
            s.timeLimit,
            s.outputLimit,
            s.acceptedExitCodes));
  }

  public Command withTimeLimit(Duration limit) {
    Surroundings s = surroundings;
    return with(
        new Surroundings(
            s.environment, s.settings, s.input, limit, s.outputLimit, s.acceptedExitCodes));
  }

  public Command withOutputLimit(int bytes) {
    Surroundings s = surroundings;
    return with(
        new Surroundings(
            s.environment, s.settings, s.input, s.timeLimit, bytes, s.acceptedExitCodes));
  }

  public Command accepting(Integer... exitCodes) {
    Surroundings s = surroundings;
    return with(
        new Surroundings(
            s.environment, s.settings, s.input, s.timeLimit, s.outputLimit, Set.of(exitCodes)));
  }

  private Command with(Surroundings other) {
    return new Command(folder, line, other);
  }

  public Path folder() {
    return folder;
  }

  public String program() {
    return line.program();
  }

  /** The program and its arguments, as it receives them. */
  public List<String> argv() {
    return line.argv();
  }

  /** Program and subcommand, as a user would name the command: {@code git annex registerurl}. */
  public String shortName() {
    return line.shortName();
  }

  Map<String, String> environment() {
    return surroundings.environment;
  }

  List<GitSetting> settings() {
    return surroundings.settings;
  }

  Optional<byte[]> input() {
    return surroundings.input;
  }

  Duration timeLimit() {
    return surroundings.timeLimit;
  }

  int outputLimit() {
    return surroundings.outputLimit;
  }

  Set<Integer> acceptedExitCodes() {
    return surroundings.acceptedExitCodes;
  }
}
