package io.longshore.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A git configuration file that can be changed in one place while every other byte stays: comments,
 * indentation, line ends, order. {@code git config}, in contrast, reformats the lines that it
 * changes and drops comments behind them.
 */
final class ConfigText {
  private static final Pattern CONTINUED = Pattern.compile("\\\\\r?\n\\z");
  private static final Pattern COMMENT = Pattern.compile("[#;][^\r\n]*");

  // Each character stands for one byte.
  private final String text;
  private final List<ConfigSection> sections;

  private ConfigText(String text) throws MalformedConfigException {
    this.text = text;
    this.sections = ConfigParser.parse(text);
  }

  static ConfigText parse(byte[] bytes) throws MalformedConfigException {
    return new ConfigText(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  List<ConfigSection> sections() {
    return sections;
  }

  /** The value that git reads, which is the last one. */
  Optional<String> value(String section, String key) {
    return sections.stream()
        .filter(candidate -> candidate.name().equals(section))
        .flatMap(candidate -> candidate.entries().stream())
        .filter(entry -> entry.key().equals(key))
        .flatMap(entry -> entry.value().stream())
        .reduce((first, second) -> second);
  }

  /**
   * The comments of a section: those in its lines, on lines of their own before its last variable,
   * and on the lines right above its header.
   */
  List<String> comments(String section) {
    return placesOfComments(section).stream().map(MatchResult::group).toList();
  }

  private List<MatchResult> placesOfComments(String section) {
    List<MatchResult> found = new ArrayList<>();
    int before = 0;
    for (ConfigSection candidate : sections) {
      if (candidate.name().equals(section)) {
        // A value that goes on in a line with nothing but a comment ends there: that comment is of
        // the section before.
        int above = Math.max(before, startOfCommentsAbove(candidate.start()));
        addComments(above, candidate.start(), found);
        int from = candidate.headerEnd();
        for (ConfigEntry entry : candidate.entries()) {
          addComments(from, entry.keyEnd(), found);
          from = entry.valueEnd();
        }
        addComments(from, end(candidate), found);
      }
      before = end(candidate);
    }
    return found;
  }

  private int startOfCommentsAbove(int header) {
    int start = text.lastIndexOf('\n', header - 1) + 1;
    while (start > 0) {
      int lineAbove = text.lastIndexOf('\n', start - 2) + 1;
      String line = text.substring(lineAbove, start).strip();
      if (!line.startsWith("#") && !line.startsWith(";")) {
        break;
      }
      start = lineAbove;
    }
    return start;
  }

  private void addComments(int from, int to, List<MatchResult> found) {
    COMMENT.matcher(text).region(from, to).results().forEach(found::add);
  }

  /**
   * Adds a comment behind the value that git reads of a variable, in front of other comments.
   *
   * @throws IllegalArgumentException if no section of that name gives the variable a value
   */
  ConfigText withComment(String section, String key, String comment) {
    ConfigEntry found =
        lastOf(section, key)
            .filter(entry -> entry.value().isPresent())
            .orElseThrow(() -> new IllegalArgumentException("no " + key + " in " + section));
    int end = found.valueEnd();
    // The value would go on with the comment.
    String lineEnd = goesOnBehindTheFile(text.substring(found.valueStart(), end)) ? lineEnd() : "";
    return splice(end, end, lineEnd + "  " + comment);
  }

  /** Whether the last character is a backslash that no other one escapes. */
  private static boolean goesOnBehindTheFile(String value) {
    return (value.length() - value.replaceFirst("\\\\+\\z", "").length()) % 2 == 1;
  }

  /**
   * Removes comments of a section, or the beginnings of comments, with the blanks before them. A
   * line that a comment had alone goes with the whole comment.
   *
   * @param unwanted how many characters of a comment go, counted from its {@code #} or {@code ;}
   */
  ConfigText withoutComments(String section, ToIntFunction<String> unwanted) {
    ConfigText result = this;
    for (MatchResult place : placesOfComments(section).reversed()) {
      int length = unwanted.applyAsInt(place.group());
      if (length > 0) {
        result = result.removeComment(place.start(), place.start() + length);
      }
    }
    return result;
  }

  private ConfigText removeComment(int from, int to) {
    int start = from;
    while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
      start--;
    }
    String before = text.substring(0, start);
    // A value that goes on in this line ends with it.
    boolean ownLine =
        before.isEmpty() || (before.endsWith("\n") && !CONTINUED.matcher(before).find());
    int lineEnd = text.indexOf('\n', to);
    boolean whole = text.substring(to, lineEnd < 0 ? text.length() : lineEnd).isBlank();
    return ownLine && whole
        ? splice(start, lineEnd < 0 ? text.length() : lineEnd + 1, "")
        : splice(start, to, "");
  }

  /**
   * Sets a variable. If the file sets the variable already, its last occurrence is changed, which
   * is the one that git reads. Otherwise a line is added at the end of the last section of that
   * name.
   *
   * @throws IllegalArgumentException if there is no such section
   */
  ConfigText with(String section, String key, String value) {
    ConfigSection last =
        sections.stream()
            .filter(candidate -> candidate.name().equals(section))
            .reduce((first, second) -> second)
            .orElseThrow(() -> new IllegalArgumentException("no section " + section));
    return lastOf(section, key)
        .map(found -> replaceValue(found, value))
        .orElseGet(() -> insert(last, key, value));
  }

  /** The entry whose value git reads. */
  private Optional<ConfigEntry> lastOf(String section, String key) {
    return sections.stream()
        .filter(candidate -> candidate.name().equals(section))
        .flatMap(candidate -> candidate.entries().stream())
        .filter(entry -> entry.key().equals(key))
        .reduce((first, second) -> second);
  }

  private ConfigText replaceValue(ConfigEntry entry, String value) {
    String written = ConfigSyntax.value(value);
    if (entry.value().isEmpty()) {
      return splice(entry.keyEnd(), entry.keyEnd(), " = " + written);
    }
    boolean nothingThere = entry.valueStart() == entry.valueEnd();
    return splice(entry.valueStart(), entry.valueEnd(), (nothingThere ? " " : "") + written);
  }

  private ConfigText insert(ConfigSection section, String key, String value) {
    String line = "\t" + ConfigSyntax.variable(key, value);
    int end = end(section);
    return splice(end, end, endingOfLineBefore(end) + line + lineEnd());
  }

  /** The line end that must be added at {@code position} before a new line can begin there. */
  private String endingOfLineBefore(int position) {
    if (position == 0) {
      return "";
    }
    if (text.charAt(position - 1) == '\n') {
      // A value that goes on in the next line goes on in what is added, if the file ends there.
      return CONTINUED.matcher(text.substring(0, position)).find() ? lineEnd() : "";
    }
    // After a backslash at the end of the file, the first added line end continues the value.
    return text.charAt(position - 1) == '\\' ? lineEnd() + lineEnd() : lineEnd();
  }

  /** Adds a section at the end of the file, in the form that {@code git config} writes. */
  ConfigText append(String section, String subsection, SequencedMap<String, String> variables) {
    StringBuilder added = new StringBuilder();
    added.append(endingOfLineBefore(text.length()));
    added.append(ConfigSyntax.header(section, subsection)).append(lineEnd());
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      added.append('\t').append(ConfigSyntax.variable(variable.getKey(), variable.getValue()));
      added.append(lineEnd());
    }
    return splice(text.length(), text.length(), added.toString());
  }

  /**
   * Adds variables at the end of the file, each in a line that also names its section. The lines
   * keep their meaning if a merge reorders them or puts other lines between them.
   */
  ConfigText appendLines(String section, String subsection, List<Registration.Setting> variables) {
    StringBuilder added = new StringBuilder();
    added.append(endingOfLineBefore(text.length()));
    for (Registration.Setting variable : variables) {
      added.append(ConfigSyntax.header(section, subsection)).append(' ');
      added.append(ConfigSyntax.variable(variable.key(), variable.value()));
      added.append(lineEnd());
    }
    return splice(text.length(), text.length(), added.toString());
  }

  /** How many times the file sets a variable. */
  int count(String section, String key) {
    return (int)
        sections.stream()
            .filter(candidate -> candidate.name().equals(section))
            .flatMap(candidate -> candidate.entries().stream())
            .filter(entry -> entry.key().equals(key))
            .count();
  }

  /**
   * Removes every section of that name, from its header to the end of its last variable. Comments
   * and blank lines behind it stay, because they may belong to the next section.
   */
  ConfigText without(String section) {
    ConfigText result = this;
    for (ConfigSection candidate : sections.reversed()) {
      if (candidate.name().equals(section)) {
        result = result.removeOne(candidate);
      }
    }
    return result;
  }

  /**
   * The bytes of every section of that name, each from its header to the end of its last variable,
   * without the last line end, which may be missing at the end of the file.
   */
  List<String> texts(String section) {
    return sections.stream()
        .filter(candidate -> candidate.name().equals(section))
        .map(candidate -> text.substring(candidate.start(), endOfLastLine(candidate)))
        .toList();
  }

  /**
   * Replaces the bytes of the sections of that name.
   *
   * @param texts one text for each section, as {@link #texts} returns them
   * @throws IllegalArgumentException if the file has another number of such sections
   */
  ConfigText withTexts(String section, List<String> texts) {
    List<ConfigSection> present =
        sections.stream().filter(candidate -> candidate.name().equals(section)).toList();
    if (present.size() != texts.size()) {
      throw new IllegalArgumentException(present.size() + " sections " + section);
    }
    ConfigText result = this;
    for (int i = present.size() - 1; i >= 0; i--) {
      ConfigSection replaced = present.get(i);
      result = result.spliceBytes(replaced.start(), endOfLastLine(replaced), texts.get(i));
    }
    return result;
  }

  private int endOfLastLine(ConfigSection section) {
    int end = end(section);
    while (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r') {
      end--;
    }
    return end;
  }

  private int end(ConfigSection section) {
    return section.entries().isEmpty()
        ? endOfHeaderLine(section.headerEnd())
        : section.entries().getLast().end();
  }

  private ConfigText removeOne(ConfigSection section) {
    int start = section.start();
    while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
      start--;
    }
    boolean ownLine = start == 0 || text.charAt(start - 1) == '\n';
    int end = end(section);
    if (!ownLine) {
      // Other text precedes the section on its line, and this line still needs its end.
      start = section.start();
      while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
        end--;
      }
    }
    return splice(start, end, "");
  }

  private int endOfHeaderLine(int headerEnd) {
    int end = headerEnd;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '[') {
      return end;
    }
    int lineEnd = text.indexOf('\n', end);
    return lineEnd < 0 ? text.length() : lineEnd + 1;
  }

  private String lineEnd() {
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }

  private ConfigText splice(int start, int end, String replacement) {
    return spliceBytes(
        start,
        end,
        new String(replacement.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private ConfigText spliceBytes(int start, int end, String bytes) {
    try {
      return new ConfigText(text.substring(0, start) + bytes + text.substring(end));
    } catch (MalformedConfigException e) {
      throw new IllegalStateException("an edit broke the file", e);
    }
  }
}
