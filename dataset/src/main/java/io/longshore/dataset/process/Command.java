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
import java.util.function.Predicate;

/**
 * A program to run, with its arguments as the program receives them. No shell is involved.
 *
 * <p>Options and operands are given apart: {@code Command.of(folder, "git",
 * "ls-remote").options("--quiet").operands(url, "HEAD")}. The compiler checks that words and
 * options are literals, so that no text of a dataset, a registry or a user can become an option.
 * Operands may be any text and stand behind {@code --}.
 */
public final class Command {
  /**
   * The variable for the number of seconds that a program may take, for slow file systems. A value
   * that is not a whole number is ignored.
   */
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
   * Everything except the words.
   *
   * @param dropped variables of this process that the program does not get
   * @param environment variables set in addition to those that {@link ChildEnvironment} keeps
   * @param settings git settings in addition to the configuration
   * @param input bytes for standard input, which is closed at once if there are none
   * @param timeLimit after which the program and its children are killed; for a {@link
   *     BatchProcess}, the limit of each single answer
   * @param outputLimit bytes of standard output to hold; more is a failure. Not applied to a {@link
   *     BatchProcess}
   * @param acceptedExitCodes exit codes that are an answer and not a failure
   */
  private record Surroundings(
      Predicate<String> dropped,
      Map<String, String> environment,
      List<GitSetting> settings,
      Optional<byte[]> input,
      Duration timeLimit,
      int outputLimit,
      Set<Integer> acceptedExitCodes) {
    private static final Surroundings DEFAULT =
        new Surroundings(
            _ -> false,
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
   * @param folder the working folder
   * @param words the program, found by the PATH, and its subcommand
   */
  public static Command of(Path folder, @CompileTimeConstant String... words) {
    return new Command(folder, new CommandLine(List.of(words)));
  }

  /**
   * @param program a file, which may be outside of the PATH
   */
  public static Command ofFile(Path folder, Path program) {
    return new Command(folder, new CommandLine(List.of(program.toAbsolutePath().toString())));
  }

  /** Adds words of a subcommand. */
  public Command subcommand(@CompileTimeConstant String... words) {
    return with(line.withWords(List.of(words)));
  }

  public Command options(@CompileTimeConstant String... options) {
    return with(line.withOptions(List.of(options)));
  }

  /**
   * Adds an option whose value may be any text. A long option and its value become one word; the
   * value of a short option is the next word.
   */
  public Command option(@CompileTimeConstant String name, String value) {
    return with(
        line.withOptions(
            name.startsWith("--") ? List.of(name + "=" + value) : List.of(name, value)));
  }

  /** Adds commits or refs that git looks up. They can be followed by paths. */
  public Command revisions(String... revisions) {
    return with(line.withRevisions(List.of(revisions)));
  }

  /** Adds the operands of the command. */
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
            s.dropped,
            s.environment,
            s.settings,
            Optional.of(bytes),
            s.timeLimit,
            s.outputLimit,
            s.acceptedExitCodes));
  }

  /** Sets the standard input to {@code text} in UTF-8. */
  public Command withInput(String text) {
    return withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Keeps variables of this process from the program.
   *
   * @param dropped their names
   */
  public Command withoutEnvironment(Predicate<String> dropped) {
    Surroundings s = surroundings;
    return with(
        new Surroundings(
            s.dropped.or(dropped),
            s.environment,
            s.settings,
            s.input,
            s.timeLimit,
            s.outputLimit,
            s.acceptedExitCodes));
  }

  public Command withEnvironment(String name, String value) {
    Surroundings s = surroundings;
    Map<String, String> more = new LinkedHashMap<>(s.environment);
    more.put(name, value);
    return with(
        new Surroundings(
            s.dropped,
            Map.copyOf(more),
            s.settings,
            s.input,
            s.timeLimit,
            s.outputLimit,
            s.acceptedExitCodes));
  }

  /**
   * Adds settings for git and for each git that it or git-annex starts. The later of two settings
   * applies.
   */
  public Command withSettings(List<GitSetting> settings) {
    Surroundings s = surroundings;
    List<GitSetting> more = new ArrayList<>(s.settings);
    more.addAll(settings);
    return with(
        new Surroundings(
            s.dropped,
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
            s.dropped,
            s.environment,
            s.settings,
            s.input,
            limit,
            s.outputLimit,
            s.acceptedExitCodes));
  }

  public Command withOutputLimit(int bytes) {
    Surroundings s = surroundings;
    return with(
        new Surroundings(
            s.dropped,
            s.environment,
            s.settings,
            s.input,
            s.timeLimit,
            bytes,
            s.acceptedExitCodes));
  }

  public Command accepting(Integer... exitCodes) {
    Surroundings s = surroundings;
    return with(
        new Surroundings(
            s.dropped,
            s.environment,
            s.settings,
            s.input,
            s.timeLimit,
            s.outputLimit,
            Set.of(exitCodes)));
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

  Predicate<String> dropped() {
    return surroundings.dropped;
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
