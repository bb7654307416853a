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
 * What the program says. What was asked for is its answer, on standard output: lines for people or,
 * with {@code --json}, one object a line. All else is for people on standard error. All text leaves
 * the program here, and what others wrote in it no terminal obeys: see {@link Printable}. Safe for
 * several threads; a line is never torn.
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

  /** Those of this process. */
  public static Messages ofProcess(boolean json, boolean quiet, boolean progress, Colours colours) {
    return new Messages(System.err, System.out, json, quiet, progress, colours);
  }

  /** As {@link #ofProcess(boolean, boolean, boolean, Colours)}, where no option was read. */
  public static Messages ofProcess(boolean json, boolean quiet, boolean progress) {
    return ofProcess(json, quiet, progress, Colours.NONE);
  }

  /** Standard error, for text that a library words. */
  public static PrintWriter errors() {
    return new PrintWriter(
        new PrintableWriter(new OutputStreamWriter(System.err, System.err.charset())), true);
  }

  /**
   * @param progress whether {@code people} is a terminal, on which lines may change
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

  /** How far something has got; on a terminal only, below everything else. */
  public synchronized void progress(String text) {
    progress(List.of(text), Integer.MAX_VALUE);
  }

  /**
   * As {@link #progress(String)}, with some lines.
   *
   * @param width of the terminal in columns, more than the longest line has
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

  /** Takes away what {@link #progress} shows. */
  public synchronized void endProgress() {
    people.print(block.erase());
    people.flush();
  }

  /** Something that went as it should, on a line or several; silent under {@code --quiet}. */
  public synchronized void info(String... lines) {
    if (!quiet) {
      print(lines);
    }
  }

  /** Something that went wrong, or may. */
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
   * The failure that ends a command, also for programs.
   *
   * @param exitCode that tells it to a shell
   */
  public void end(FailureException failure, int exitCode) {
    failure(failure);
    event(Event.of("error").with(failure).with("exit_code", exitCode));
  }

  /** A step that an interrupted run left half done, beside what was asked for. */
  public void unfinished(FailureException left) {
    failure(left);
    event(Event.of("unfinished").with(left));
  }

  /** A failure in the two lines every failure gets: what happened, and what to type next. */
  public void failure(FailureException failure) {
    problem(
        Stream.concat(
                (beginning(failure.kind()) + failure.getMessage()).lines(),
                Stream.of("  next: " + failure.nextStep()))
            .toArray(String[]::new));
  }

  // Who stopped the work knows that it is no error.
  private static String beginning(FailureKind kind) {
    return kind == FailureKind.STOPPED ? "" : "error: ";
  }

  /** Where in the program a failure arose. */
  public void trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    // Not by lines(), to which a carriage return of a message ends a line as well.
    problem(trace.toString().replace("\t", "    ").strip().split("\n"));
  }

  /** As {@link #warning(String, String)}, of what names its subject itself. */
  public void warning(String text) {
    problem("warning: " + text);
    event(Event.of("warning").with("text", text));
  }

  /** Something that stops nothing: on a line for people, and as the event {@code warning}. */
  public void warning(String subject, String text) {
    problem("warning: " + subject + ": " + text);
    event(Event.of("warning").with("subject", subject).with("text", text));
  }

  /**
   * Lines of what was asked for. Nothing with {@code --json}, where events tell it, nor with {@code
   * --quiet}.
   */
  public synchronized void answer(String... lines) {
    if (!quiet) {
      printAnswer(lines);
    }
  }

  /** Lines of what was asked for that tell of something wrong; with {@code --quiet} too. */
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

  /** All of what was asked for, such as a manual page; with {@code --json} as an event. */
  public synchronized void text(String text) {
    if (json) {
      event(Event.of("text").with("text", text));
    } else {
      clearTheScreen();
      output.print(Printable.text(text));
      output.flush();
    }
  }

  /** An event for programs; nothing without {@code --json}. */
  public synchronized void event(Map<String, ?> object) {
    if (json) {
      clearTheScreen();
      output.println(Printable.json(Json.MAPPER.writeValueAsString(object)));
    }
  }

  /** As {@link #event(Map)}. */
  public void event(Event event) {
    event(event.fields());
  }

  // Both streams may lead to the same terminal; the progress is drawn again soon.
  private void clearTheScreen() {
    if (block.isShown()) {
      endProgress();
    }
  }

  /**
   * Lines of {@code text}, broken between words, so that a terminal need not break it inside them.
   *
   * @param indent before each line but the first
   * @param width that no line reaches, unless it is one word
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

  /** Made when the first event is: it takes longer than most commands need to start. */
  private static final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
  }
}
