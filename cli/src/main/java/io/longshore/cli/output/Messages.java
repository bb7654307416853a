package io.longshore.cli.output;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.Printable;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints all output of the program. The answer to a command goes to standard output: lines for
 * people or, with {@code --json}, one object for each line. Everything else goes to standard error,
 * for people. All text leaves the program through this class, which escapes strangers' characters
 * that a terminal would obey, see {@link Printable}. Safe for several threads: lines of different
 * threads do not mix.
 */
public final class Messages {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private final PrintStream people;
  private final PrintStream output;
  private final boolean json;
  private final boolean quiet;
  private final boolean progress;
  private final Colours colours;
  private final ProgressBlock block = new ProgressBlock();

  public Messages(PrintStream people, PrintStream output, boolean json, boolean quiet) {
    this(people, output, json, quiet, false, Colours.NONE);
  }

  /** The messages of this process. */
  public static Messages ofProcess(boolean json, boolean quiet, boolean progress, Colours colours) {
    return new Messages(System.err, System.out, json, quiet, progress, colours);
  }

  /** The messages of this process, if the option about colours was not read. */
  public static Messages ofProcess(boolean json, boolean quiet, boolean progress) {
    return ofProcess(json, quiet, progress, Colours.NONE);
  }

  /** Standard error, for text written by a library. */
  public static PrintWriter errors() {
    return new PrintWriter(
        new PrintableWriter(new OutputStreamWriter(System.err, System.err.charset())), true);
  }

  /**
   * @param progress whether {@code people} is a terminal, on which progress is drawn
   */
  public Messages(
      PrintStream people,
      PrintStream output,
      boolean json,
      boolean quiet,
      boolean progress,
      Colours colours) {
    this.people = people;
    this.output = output;
    this.json = json;
    this.quiet = quiet;
    this.progress = progress && !quiet;
    this.colours = colours;
  }

  /** Whether only what goes wrong is told. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Shows the progress of the work below all other lines, on a terminal only. */
  public synchronized void progress(String text) {
    progress(List.of(text), Integer.MAX_VALUE);
  }

  /**
   * Shows several lines of progress.
   *
   * @param width of the terminal in columns, larger than the longest line
   */
  public synchronized void progress(List<String> lines, int width) {
    if (progress) {
      people.print(block.draw(lines.stream().map(Printable::line).toList(), width));
      people.flush();
    }
  }

  /** Whether {@link #progress} shows anything. */
  public boolean showsProgress() {
    return progress;
  }

  /** Removes the lines that {@link #progress} shows. */
  public synchronized void endProgress() {
    people.print(block.erase());
    people.flush();
  }

  /** Reports a success on one or more lines; prints nothing with {@code --quiet}. */
  public synchronized void info(String... lines) {
    if (!quiet) {
      print(lines);
    }
  }

  /** Reports a problem or a possible problem. */
  public synchronized void problem(String... lines) {
    print(lines);
  }

  private void print(String... lines) {
    people.print(
        block.above(
            Stream.of(lines)
                .map(Printable::line)
                .map(colours::ofMessage)
                .collect(Collectors.joining(System.lineSeparator()))));
  }

  /**
   * Reports the failure that ends a command, to people and programs.
   *
   * @param exitCode the exit code of the command
   */
  public void end(FailureException failure, int exitCode) {
    failure(failure);
    event(Event.of("error").with(failure).with("exit_code", exitCode));
  }

  /** Reports an unfinished step of an interrupted run, in addition to the answer. */
  public void unfinished(FailureException left) {
    failure(left);
    event(Event.of("unfinished").with(left));
  }

  /** Reports a failure on two lines: what happened, and what to type next. */
  public void failure(FailureException failure) {
    problem(
        Stream.concat(
                (beginning(failure.kind()) + failure.getMessage()).lines(),
                Stream.of("  next: " + failure.nextStep()))
            .toArray(String[]::new));
  }

  // A user who stopped the work knows that this is no error.
  private static String beginning(FailureKind kind) {
    return kind == FailureKind.STOPPED ? "" : "error: ";
  }

  /** Prints the stack trace of a failure. */
  public void trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    // String.lines() is not used, because it would also end a line at a carriage return in a
    // message.
    problem(trace.toString().replace("\t", "    ").strip().split("\n"));
  }

  /** Warns with a text that names its subject itself. */
  public void warning(String text) {
    problem("warning: " + text);
    event(Event.of("warning").with("text", text));
  }

  /** Warns, with a line for people and the event {@code warning}. The work goes on. */
  public void warning(String subject, String text) {
    problem("warning: " + subject + ": " + text);
    event(Event.of("warning").with("subject", subject).with("text", text));
  }

  /**
   * Prints lines of the answer. Prints nothing with {@code --json}, where events have the answer,
   * and with {@code --quiet}.
   */
  public synchronized void answer(String... lines) {
    if (!quiet) {
      printAnswer(lines);
    }
  }

  /** Prints lines of the answer that report a fault, also with {@code --quiet}. */
  public synchronized void finding(String... lines) {
    printAnswer(lines);
  }

  private void printAnswer(String... lines) {
    if (!json) {
      clearTheScreen();
      for (String line : lines) {
        output.println(colours.ofAnswer(Printable.line(line)));
      }
      output.flush();
    }
  }

  /** Prints a whole answer, such as a manual page; with {@code --json} as an event. */
  public synchronized void text(String text) {
    if (json) {
      event(Event.of("text").with("text", text));
    } else {
      clearTheScreen();
      output.print(Printable.text(text));
      output.flush();
    }
  }

  /** Prints an event for programs; prints nothing without {@code --json}. */
  public synchronized void event(Map<String, ?> object) {
    if (json) {
      clearTheScreen();
      output.println(Printable.json(Json.MAPPER.writeValueAsString(object)));
    }
  }

  /** Prints an event for programs; prints nothing without {@code --json}. */
  public void event(Event event) {
    event(event.fields());
  }

  // Both streams may go to the same terminal. The progress is drawn again soon.
  private void clearTheScreen() {
    if (block.isShown()) {
      endProgress();
    }
  }

  /**
   * Breaks {@code text} into lines between words, so that a terminal does not break it inside
   * words.
   *
   * @param indent the beginning of each line except the first
   * @param width in columns; lines are shorter, except a line of a single long word
   */
  public static List<String> folded(String text, String indent, int width) {
    List<String> lines = new ArrayList<>();
    String line = text.substring(0, text.length() - text.stripLeading().length());
    boolean empty = true;
    for (String word : text.strip().split(" ")) {
      if (!empty && line.length() + 1 + word.length() >= width) {
        lines.add(line);
        line = indent;
        empty = true;
      }
      line += (empty ? "" : " ") + word;
      empty = false;
    }
    lines.add(line);
    return lines;
  }

  /** Three significant digits and a decimal unit: {@code 38.0 MB}. */
  public static String bytes(long count) {
    double value = count;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
  }

  /** {@code 1 image}, {@code 12 images}. */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** {@code 12.3 s}, or {@code 5 min 3 s} from two minutes on. */
  public static String seconds(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole / 60 + " min " + whole % 60 + " s";
  }

  /** Made at the first event, because making it takes longer than most commands need to start. */
  private static final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
  }
}
