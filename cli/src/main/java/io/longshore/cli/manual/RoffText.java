package io.longshore.cli.manual;

import java.util.stream.Collectors;

/**
 * Writes a page in the macros of man(7), line by line. Any text is shown literally, with hyphens
 * that can be pasted from a terminal into a shell.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/groff_man.7.html">groff_man(7)</a>
 */
final class RoffText {
  private final StringBuilder page = new StringBuilder();

  RoffText title(String name, String source) {
    // Left-aligned and without hyphenation, because most long words are commands or search terms.
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

  /** Adds a line that may have font macros, unescaped. */
  RoffText formatted(String line) {
    return macro("PP").line(line);
  }

  /**
   * @param term a term with the fonts of {@link #bold} and {@link #italic}
   */
  RoffText entry(String term, String text) {
    return macro("TP").line(term).line(escaped(text));
  }

  /** Indents the lines that {@code content} adds. */
  RoffText indented(Runnable content) {
    macro("RS");
    content.run();
    return macro("RE");
  }

  /** Adds lines that are shown unchanged and indented. */
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
    // At the start of a line, a full stop or an apostrophe would begin a request.
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
