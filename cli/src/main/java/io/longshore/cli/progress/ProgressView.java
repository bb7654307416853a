package io.longshore.cli.progress;

import io.longshore.cli.output.Messages;
import io.longshore.collection.stage.WorkStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Formats a state of the work, as a pure function of the state and the width of the terminal. On a
 * narrow terminal first the bars are left out, then words, then the middle of names; the progress
 * of each image stays.
 */
public final class ProgressView {
  private static final int MOST_ROWS = 8;
  private static final int BAR = 20;
  private static final int WIDEST_NAME = 44;
  private static final int INDENT = 2;

  /** The columns of {@code "fetching 45 %"}, the shortest row. */
  private static final int SHORTEST_ROW = 14;

  private static final String BETWEEN = " | ";

  private ProgressView() {}

  /** The lines for a terminal, each shorter than {@code width}. */
  public static List<String> block(ProgressState state, int width) {
    int room = Math.max(0, width - 1);
    List<String> lines = new ArrayList<>();
    if (isSingle(state)) {
      lines.addAll(single(state.working().getFirst(), state, room));
    } else {
      lines.addAll(folded(sum(state), BETWEEN, room));
      lines.addAll(rows(state, room));
    }
    state.notices().forEach(notice -> lines.addAll(notice(notice, room)));
    return lines.stream().map(line -> cut(line, room)).toList();
  }

  private static boolean isSingle(ProgressState state) {
    return state.images() == 0 && state.working().size() == 1;
  }

  private static List<String> single(ImageProgress image, ProgressState state, int room) {
    String pace = String.join(BETWEEN, pace(state));
    String name = cutMiddle(image.name(), WIDEST_NAME);
    for (String row : rowsOf(image, state)) {
      String line = name + "  " + row + BETWEEN + pace;
      if (line.length() <= room) {
        return List.of(line);
      }
    }
    List<String> lines = new ArrayList<>();
    int names = nameColumns(name.length(), room + INDENT);
    lines.add(cutMiddle(name, names) + "  " + row(image, state, room - names - 2));
    folded(pace(state), BETWEEN, room - INDENT).forEach(part -> lines.add("  " + part));
    return lines;
  }

  private static List<String> rows(ProgressState state, int room) {
    List<String> rows = new ArrayList<>();
    int longest = state.working().stream().mapToInt(image -> image.name().length()).max().orElse(0);
    int names = nameColumns(longest, room);
    state.working().stream()
        .limit(MOST_ROWS)
        .forEach(
            image ->
                rows.add(
                    "  "
                        + name(image.name(), names)
                        + "  "
                        + row(image, state, room - INDENT - names - 2)));
    if (state.working().size() > MOST_ROWS) {
      rows.add("  and " + (state.working().size() - MOST_ROWS) + " more");
    }
    return rows;
  }

  private static int nameColumns(int longest, int room) {
    int left = room - INDENT - 2 - SHORTEST_ROW;
    return Math.max(1, Math.min(Math.min(longest, WIDEST_NAME), left));
  }

  private static List<String> notice(String notice, int room) {
    List<String> lines = new ArrayList<>();
    folded(List.of(notice.split(" ")), " ", room - INDENT).forEach(line -> lines.add("  " + line));
    return lines;
  }

  /** One line with a summary, for output that is not a terminal. */
  public static String line(ProgressState state) {
    List<String> parts = new ArrayList<>();
    parts.add(String.join(BETWEEN, isSingle(state) ? pace(state) : sum(state)));
    state.working().stream()
        .filter(image -> !(image.step() instanceof WorkStep.AwaitTurn))
        .limit(MOST_ROWS)
        .forEach(image -> parts.add(image.name() + " " + inWords(image, state)));
    parts.addAll(state.notices());
    return String.join("; ", parts);
  }

  private static List<String> sum(ProgressState state) {
    List<String> parts = new ArrayList<>();
    if (state.images() > 0) {
      String failed = state.failed() > 0 ? ", " + state.failed() + " failed" : "";
      parts.add(state.migrated() + " of " + state.images() + " done" + failed);
    }
    if (state.layerBytes() > 0) {
      String about = state.layerBytesGuessed() ? "about " : "";
      parts.add(
          Messages.bytes(state.layerBytesHere())
              + (" of " + about + Messages.bytes(state.layerBytes()) + " of layers here"));
    }
    parts.addAll(pace(state));
    return parts;
  }

  /**
   * The rate of the network, if something is fetched, and the time left, or the time spent if that
   * is not known.
   */
  private static List<String> pace(ProgressState state) {
    List<String> parts = new ArrayList<>();
    long rate = Math.round(state.fetchRate());
    if (rate > 0) {
      parts.add(Messages.bytes(rate) + "/s");
    }
    parts.add(
        state.left().map(left -> time(left) + " left").orElseGet(() -> time(state.elapsed())));
    return parts;
  }

  /** The most detailed row that fits. */
  private static String row(ImageProgress image, ProgressState state, int room) {
    List<String> rows = rowsOf(image, state);
    return rows.stream().filter(row -> row.length() <= room).findFirst().orElse(rows.getLast());
  }

  /** The rows for an image, the most detailed first; the last one always fits. */
  private static List<String> rowsOf(ImageProgress image, ProgressState state) {
    List<String> rows = new ArrayList<>();
    if (hasBar(image)) {
      rows.add(
          String.format(Locale.ROOT, "%-8s %s %s", verb(image.step()), bar(image), inBytes(image)));
    }
    rows.add(inWords(image, state));
    rows.add(inShort(image));
    return rows;
  }

  private static boolean hasBar(ImageProgress image) {
    return switch (image.step()) {
      case WorkStep.Fetch _, WorkStep.Build _ -> image.total() > 0 && !isBuilt(image);
      default -> false;
    };
  }

  private static String inWords(ImageProgress image, ProgressState state) {
    return switch (image.step()) {
      case WorkStep.LookUp() -> "asking its registry";
      case WorkStep.AwaitLayer(String fetcher) ->
          "waiting  " + inBytes(image) + "; a layer of it comes with " + fetcher;
      case WorkStep.AwaitBuild() -> "fetched, waits for its turn";
      case WorkStep.Deposit() -> "going into the annex";
      case WorkStep.AwaitTurn() -> "ready; waits for " + state.working().getFirst().name();
      case WorkStep.Publish() -> "being committed";
      case WorkStep.Build _ when isBuilt(image) -> "being written to disk";
      case WorkStep.Fetch _, WorkStep.Build _ ->
          String.format(Locale.ROOT, "%-8s %s", verb(image.step()), inBytes(image));
    };
  }

  private static String inShort(ImageProgress image) {
    return switch (image.step()) {
      case WorkStep.LookUp() -> "asking";
      case WorkStep.AwaitBuild() -> "queued";
      case WorkStep.Deposit() -> "storing";
      case WorkStep.AwaitTurn() -> "ready";
      case WorkStep.Publish() -> "committing";
      case WorkStep.Build _ when isBuilt(image) -> "writing";
      case WorkStep.Fetch _, WorkStep.AwaitLayer _, WorkStep.Build _ ->
          String.format(Locale.ROOT, "%-8s %3d %%", verb(image.step()), percent(image));
    };
  }

  private static boolean isBuilt(ImageProgress image) {
    return image.step() instanceof WorkStep.Build && image.done() >= image.total();
  }

  private static String verb(WorkStep step) {
    return switch (step) {
      case WorkStep.Build _ -> "building";
      case WorkStep.AwaitLayer _ -> "waiting";
      default -> "fetching";
    };
  }

  private static String inBytes(ImageProgress image) {
    return String.format(
        Locale.ROOT, "%3d %% of %s", percent(image), Messages.bytes(image.total()));
  }

  private static long percent(ImageProgress image) {
    return image.total() == 0 ? 100 : Math.min(100, image.done() * 100 / image.total());
  }

  private static String bar(ImageProgress image) {
    int full = (int) Math.min(BAR, image.done() * BAR / Math.max(1, image.total()));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  /** Joins {@code parts} on as few lines as {@code room} allows. */
  private static List<String> folded(List<String> parts, String between, int room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String part : parts) {
      if (!line.isEmpty() && line.length() + between.length() + part.length() > room) {
        lines.add(line);
        line = "";
      }
      line += (line.isEmpty() ? "" : between) + part;
    }
    lines.add(line);
    return lines;
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
    return String.format(Locale.ROOT, "%-" + width + "s", cutMiddle(name, width));
  }

  /**
   * Cuts the middle of a name, because its ends identify the image: the container at the start, the
   * version at the end.
   */
  private static String cutMiddle(String text, int width) {
    if (text.length() <= width || width < 5) {
      return cut(text, width);
    }
    int end = (width - 2) / 2;
    return text.substring(0, width - 2 - end) + ".." + text.substring(text.length() - end);
  }

  private static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width < 4 ? text.substring(0, Math.max(0, width)) : text.substring(0, width - 3) + "...";
  }
}
