package io.longshore.cli.progress;

import io.longshore.cli.output.Messages;
import io.longshore.collection.stage.WorkStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a state of the work looks like: a function of the state and the terminal's width. */
public final class ProgressView {
  private static final int MOST_ROWS = 8;
  private static final int BAR = 20;
  private static final int WIDEST_NAME = 44;

  private ProgressView() {}

  /** Lines for a terminal, each shorter than {@code width}. */
  public static List<String> block(ProgressState state, int width) {
    List<String> lines = new ArrayList<>();
    if (isSingle(state)) {
      ImageProgress image = state.working().getFirst();
      lines.add(image.name() + "  " + row(image, state) + " | " + pace(state));
    } else {
      lines.add(sum(state));
      lines.addAll(rows(state));
    }
    state.notices().forEach(notice -> lines.add("  " + notice));
    return lines.stream().map(line -> cut(line, width - 1)).toList();
  }

  private static boolean isSingle(ProgressState state) {
    return state.images() == 0 && state.working().size() == 1;
  }

  private static List<String> rows(ProgressState state) {
    List<String> rows = new ArrayList<>();
    int names =
        state.working().stream()
            .mapToInt(image -> Math.min(image.name().length(), WIDEST_NAME))
            .max()
            .orElse(0);
    state.working().stream()
        .limit(MOST_ROWS)
        .forEach(image -> rows.add("  " + name(image.name(), names) + "  " + row(image, state)));
    if (state.working().size() > MOST_ROWS) {
      rows.add("  and " + (state.working().size() - MOST_ROWS) + " more");
    }
    return rows;
  }

  /** One line that says the same in short, for where lines stay. */
  public static String line(ProgressState state) {
    List<String> parts = new ArrayList<>();
    parts.add(isSingle(state) ? pace(state) : sum(state));
    state.working().stream()
        .filter(image -> !(image.step() instanceof WorkStep.AwaitTurn))
        .limit(MOST_ROWS)
        .forEach(image -> parts.add(image.name() + " " + inWords(image, state)));
    parts.addAll(state.notices());
    return String.join("; ", parts);
  }

  private static String sum(ProgressState state) {
    List<String> parts = new ArrayList<>();
    if (state.images() > 0) {
      String failed = state.failed() > 0 ? ", " + state.failed() + " failed" : "";
      parts.add(state.migrated() + " of " + state.images() + " done" + failed);
    }
    if (state.toFetch() > 0) {
      String about = state.toFetchIsGuess() ? "about " : "";
      parts.add(
          Messages.bytes(state.fetched())
              + (" of " + about + Messages.bytes(state.toFetch()) + " fetched"));
    }
    parts.add(pace(state));
    return String.join(" | ", parts);
  }

  /** The rate of the network if it is of use, and the time left, or spent if that is not known. */
  private static String pace(ProgressState state) {
    long rate = Math.round(state.fetchRate());
    String time =
        state.left().map(left -> time(left) + " left").orElseGet(() -> time(state.elapsed()));
    return (rate > 0 ? Messages.bytes(rate) + "/s | " : "") + time;
  }

  private static String row(ImageProgress image, ProgressState state) {
    if (image.total() == 0 || isBuilt(image)) {
      return inWords(image, state);
    }
    return String.format(Locale.ROOT, "%-8s %s %s", verb(image.step()), bar(image), inBytes(image));
  }

  private static String inWords(ImageProgress image, ProgressState state) {
    return switch (image.step()) {
      case WorkStep.LookUp() -> "asking its registry";
      case WorkStep.AwaitLayer(String fetcher) -> "waits for a layer that " + fetcher + " fetches";
      case WorkStep.Deposit() -> "going into the annex";
      case WorkStep.AwaitTurn() -> "ready; waits for " + state.working().getFirst().name();
      case WorkStep.Publish() -> "being committed";
      case WorkStep.Build _ when isBuilt(image) -> "being written to disk";
      case WorkStep.Fetch _, WorkStep.Build _ -> verb(image.step()) + " " + inBytes(image);
    };
  }

  private static boolean isBuilt(ImageProgress image) {
    return image.step() instanceof WorkStep.Build && image.done() >= image.total();
  }

  private static String verb(WorkStep step) {
    return step instanceof WorkStep.Build ? "building" : "fetching";
  }

  private static String inBytes(ImageProgress image) {
    return String.format(
        Locale.ROOT,
        "%3d %% of %s",
        image.total() == 0 ? 100 : Math.min(100, image.done() * 100 / image.total()),
        Messages.bytes(image.total()));
  }

  private static String bar(ImageProgress image) {
    int full = (int) Math.min(BAR, image.done() * BAR / Math.max(1, image.total()));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  /** {@code 45 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 2 d 5 h}: two units at most. */
  static String time(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 120) {
      return minutes + " min";
    }
    return minutes < 48 * 60
        ? units(minutes / 60, "h", minutes % 60, "min")
        : units(minutes / 1440, "d", minutes % 1440 / 60, "h");
  }

  private static String units(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small > 0 ? " " + small + " " + smallUnit : "");
  }

  private static String name(String name, int width) {
    return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s", cut(name, width));
  }

  private static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width < 4 ? text.substring(0, Math.max(0, width)) : text.substring(0, width - 3) + "...";
  }
}
