package io.longshore.collection.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * A definition file of Singularity or Apptainer, split into its header and sections, without
 * comments and blank lines.
 *
 * @param header keywords in lower case and their values, in the order of the file
 * @param sections lines by the name of the section without the percent sign; a section that occurs
 *     twice has the lines of both
 * @see <a href="https://apptainer.org/docs/user/1.4/definition_files.html">Apptainer user guide,
 *     Definition Files</a>
 */
public record Recipe(
    SequencedMap<String, String> header, SequencedMap<String, List<String>> sections) {

  /** The words with which the generator of the collection marks its recipes. */
  public static final String GENERATED_MARKER = "Automagically prepared";

  /** The code point that replaces invalid UTF-8. */
  private static final int REPLACEMENT = 0xfffd;

  public Recipe {
    header = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(header));
    sections = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sections));
  }

  /**
   * Splits {@code text}.
   *
   * @throws NotEligibleException if a line before the first section is not {@code Keyword: value},
   *     a keyword occurs twice (definition files of several stages), or a line that is not a
   *     comment ends with a backslash or has white space other than spaces and tabs, control
   *     characters, or invalid UTF-8
   */
  public static Recipe parse(String text) throws NotEligibleException {
    SequencedMap<String, String> header = new LinkedHashMap<>();
    SequencedMap<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = null;
    for (String line : text.split("\n")) {
      String trimmed = trim(line);
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
      requirePlain(trimmed);
      if (trimmed.startsWith("%")) {
        section = sections.computeIfAbsent(trimmed.substring(1), name -> new ArrayList<>());
      } else if (section != null) {
        section.add(trimmed);
      } else {
        addHeader(header, trimmed);
      }
    }
    return new Recipe(header, sections);
  }

  /** Whether {@code text} has the mark of the collection's generator. */
  public static boolean isGenerated(String text) {
    return text.contains(GENERATED_MARKER);
  }

  // Removes spaces and tabs only. For the shell, other white space of Java's is part of a word.
  private static String trim(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isBlank(line.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Shells and parsers disagree about other characters, and about the end of such a line. */
  private static void requirePlain(String line) throws NotEligibleException {
    if (line.endsWith("\\")) {
      throw new NotEligibleException("a line goes on in the next one: " + line);
    }
    for (int c : line.codePoints().toArray()) {
      if (c != ' ' && c != '\t' && !isPlain(c)) {
        throw new NotEligibleException(
            "a line has the character U+%04X, which is not taken for the same everywhere: %s"
                .formatted(c, line));
      }
    }
  }

  private static boolean isPlain(int c) {
    return c != REPLACEMENT
        && switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }

  private static void addHeader(SequencedMap<String, String> header, String line)
      throws NotEligibleException {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new NotEligibleException("a line of the header is no 'Keyword: value': " + line);
    }
    String keyword = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String value = line.substring(colon + 1).replaceFirst("\\s#.*$", "").strip();
    if (header.putIfAbsent(keyword, value) != null) {
      throw new NotEligibleException("the header has '" + keyword + "' twice");
    }
  }
}
