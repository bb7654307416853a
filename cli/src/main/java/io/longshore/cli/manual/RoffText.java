package io.longshore.cli.manual;

import java.util.stream.Collectors;

/**
 * A page in the macros of man(7), line by line. Text may hold anything; it comes out as it is, and
 * hyphens as those a terminal can paste into a shell.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/groff_man.7.html">groff_man(7)</a>
 */
final class RoffText {
  private final StringBuilder page = new StringBuilder();

  RoffText title(String name, String source) {
    // Left-aligned and not hyphenated: what is long here is mostly to be typed or searched for.
    return macro("TH", name, "1", "", source, "Longshore Manual").line(".nh").line(".ad l");
  }

  RoffText section(String heading) {
    return macro("SH", heading);
  }

  RoffText subsection(String heading) {
    return macro("SS", heading);
  }

  RoffText paragraph(String text) {
    return macro("PP").line(escaped(text));
  }

  /** A line as it is, for the ends of sentences that hold fonts. */
  RoffText formatted(String line) {
    return macro("PP").line(line);
  }

  /**
   * @param term with fonts, as {@link #bold} and {@link #italic} give them
   */
  RoffText entry(String term, String text) {
    return macro("TP").line(term).line(escaped(text));
  }

  /** What {@code content} adds, further to the right. */
  RoffText indented(Runnable content) {
    macro("RS");
    content.run();
    return macro("RE");
  }

  /** Lines that are shown as they are, indented. */
  RoffText verbatim(Iterable<String> lines) {
    macro("PP").macro("RS", "4").macro("nf");
    lines.forEach(text -> line(escaped(text)));
    return macro("fi").macro("RE");
  }

  static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  static String escaped(String text) {
    String safe = text.codePoints().mapToObj(RoffText::escaped).collect(Collectors.joining());
    // At the start of a line these two would begin a request.
    return safe.startsWith(".") || safe.startsWith("\\(aq") ? "\\&" + safe : safe;
  }

  private static String escaped(int codePoint) {
    return switch (codePoint) {
      case '\\' -> "\\e";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      default -> Character.toString(codePoint);
    };
  }

  private RoffText macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    return line("");
  }

  private RoffText line(String text) {
    page.append(text).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
