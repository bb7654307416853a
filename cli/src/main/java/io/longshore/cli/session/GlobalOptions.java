package io.longshore.cli.session;

import io.longshore.cli.output.Colours;
import io.longshore.cli.output.Messages;
import io.longshore.cli.progress.ProgressBoard;
import io.longshore.cli.progress.ProgressDisplay;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options that every command takes, before or after its name. */
public final class GlobalOptions {
  private final Path currentFolder = Path.of("").toAbsolutePath();

  @Option(
      names = {"-C", "--dataset"},
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "The dataset to work on (default: the one the current folder is in).")
  private Optional<Path> dataset = Optional.empty();

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more; show where an unexpected error arose.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Say only what went wrong.")
  private boolean quiet;

  @Option(
      names = "--no-progress",
      scope = ScopeType.INHERIT,
      description =
          "Do not show how far long work has got, neither on a terminal nor as lines with the"
              + " time.")
  private boolean noProgress;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line on standard output.")
  private boolean json;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      converter = WhenColoured.class,
      description =
          "Colours: auto (on a terminal, unless NO_COLOR is set or TERM is dumb), always or never"
              + " (default: auto).")
  private Colours.Choice color = Colours.Choice.AUTO;

  /** {@code auto}, {@code always} or {@code never}. */
  static final class WhenColoured implements ITypeConverter<Colours.Choice> {
    @Override
    public Colours.Choice convert(String text) {
      try {
        return Colours.Choice.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("auto, always or never, not '" + text + "'");
      }
    }
  }

  /** The folder of {@code --dataset}, or the current folder. */
  public Path dataset() {
    return dataset.orElse(currentFolder);
  }

  /** The folder the user named, for what may be done without a dataset. */
  public Optional<Path> namedDataset() {
    return dataset;
  }

  /** The folder that paths on the command line are relative to, whatever {@code --dataset} is. */
  public Path currentFolder() {
    return currentFolder;
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean json() {
    return json;
  }

  /** Shows {@code board} until it is closed. */
  public ProgressDisplay display(Messages messages, ProgressBoard board) {
    return ProgressDisplay.start(messages, board, TerminalWidth::columns, !noProgress);
  }

  public Messages messages() {
    return messages(json);
  }

  /** The messages that {@code --json} would give, even without this option. */
  public Messages jsonMessages() {
    return messages(/* json= */ true);
  }

  private Messages messages(boolean json) {
    return Messages.ofProcess(json, quiet, !noProgress && Terminal.isError(), colours());
  }

  private Colours colours() {
    return Colours.of(color, System.getenv(), Terminal.isError(), Terminal.isOutput());
  }

  /** The colours of the help that the library writes to standard output. */
  public Help.ColorScheme helpColours() {
    return Help.defaultColorScheme(colours().answers() ? Help.Ansi.ON : Help.Ansi.OFF);
  }
}
