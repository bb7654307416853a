package io.longshore.cli.output;

import io.longshore.oci.FailureException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the program says: for people on standard error, for programs ({@code --json}) one object a
 * line on standard output. Safe for several threads; a line is never torn.
 */
public final class Messages {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private final PrintStream people;
  private final PrintStream programs;
  private final boolean json;
  private final boolean quiet;
  private final boolean progress;
  private boolean lineOpen;

  public Messages(PrintStream people, PrintStream programs, boolean json, boolean quiet) {
    this(people, programs, json, quiet, false);
  }

  /**
   * @param progress whether {@code people} is a terminal, on which a line may change
   */
  public Messages(
      PrintStream people, PrintStream programs, boolean json, boolean quiet, boolean progress) {
    this.people = people;
    this.programs = programs;
    this.json = json;
    this.quiet = quiet;
    this.progress = progress && !quiet;
  }

  /** How far something has got; on a terminal only, where the next line takes its place. */
  public synchronized void progress(String text) {
    if (progress) {
      people.print("\r\u001b[K" + text);
      people.flush();
      lineOpen = true;
    }
  }

  /** Takes away what {@link #progress} shows; any line does so too. */
  public synchronized void endProgress() {
    if (lineOpen) {
      people.print("\r\u001b[K");
      lineOpen = false;
    }
  }

  /** Something that went as it should; silent under {@code --quiet}. */
  public synchronized void info(String line) {
    if (!quiet) {
      endProgress();
      people.println(line);
    }
  }

  /** Something that went wrong, or may. */
  public synchronized void problem(String line) {
    endProgress();
    people.println(line);
  }

  /** A failure in the two lines every failure gets: what happened, and what to type next. */
  public void failure(FailureException failure) {
    problem("error: " + failure.getMessage() + "\n  next: " + failure.nextStep());
  }

  /** An event for programs; nothing without {@code --json}. */
  public synchronized void event(Map<String, ?> object) {
    if (json) {
      programs.println(JSON.writeValueAsString(object));
    }
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

  /** {@code 12.3 s}, or {@code 5 min 3 s} from two minutes on. */
  public static String seconds(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole / 60 + " min " + whole % 60 + " s";
  }
}
