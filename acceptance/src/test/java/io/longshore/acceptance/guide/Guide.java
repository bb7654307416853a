package io.longshore.acceptance.guide;

import io.longshore.acceptance.collection.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands in {@code docs/guide.md}, and the commands in other documents. */
final class Guide {
  private static final String GUIDE = "docs/guide.md";
  private static final Pattern ROW = Pattern.compile("\\| [A-Z][0-9]+ \\|.*");
  private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

  private Guide() {}

  /** The lines of the published guide, in the order of the table. */
  static List<GuideLine> lines() {
    return text(GUIDE).filter(line -> ROW.matcher(line).matches()).map(Guide::line).toList();
  }

  private static GuideLine line(String row) {
    List<String> cells =
        CELL_BORDER.splitAsStream(row).map(cell -> cell.replace("\\|", "|").strip()).toList();
    // Before the first border there is nothing, and nothing comes after the last.
    return new GuideLine(
        cells.get(1), cells.get(2), Verdict.of(cells.get(3)), cells.size() > 4 ? cells.get(4) : "");
  }

  /** A block of commands of the guide. */
  static String block(String heading, int position) {
    return block(GUIDE, heading, position);
  }

  /**
   * A block of commands, which are set in by four spaces.
   *
   * @param document relative to the checkout
   * @param heading of its section, without the {@code #}
   * @param position of the block in the section, counted from 0
   */
  static String block(String document, String heading, int position) {
    List<String> section =
        text(document)
            .dropWhile(line -> !line.matches("#+ " + Pattern.quote(heading)))
            .skip(1)
            .takeWhile(line -> !line.startsWith("#"))
            .toList();
    List<StringBuilder> blocks = new ArrayList<>();
    boolean inside = false;
    for (String line : section) {
      boolean command = line.startsWith("    ");
      if (command && !inside) {
        blocks.add(new StringBuilder());
      }
      if (command) {
        blocks.getLast().append(line.substring(4)).append('\n');
      }
      inside = command;
    }
    return blocks.get(position).toString();
  }

  private static Stream<String> text(String document) {
    try {
      return Files.readString(Program.checkout().resolve(document)).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
