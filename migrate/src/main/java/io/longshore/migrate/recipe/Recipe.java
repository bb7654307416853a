package io.longshore.migrate.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * A definition file of Singularity or Apptainer, split into its header and sections, with comments
 * and blank lines gone.
 *
 * @param header keywords in lower case, in the file's order
 * @param sections by name without the percent sign; a section that stands twice holds the lines of
 *     both
 * @see <a href="https://apptainer.org/docs/user/1.4/definition_files.html">Apptainer user guide,
 *     Definition Files</a>
 */
public record Recipe(
    SequencedMap<String, String> header, SequencedMap<String, List<String>> sections) {

  /** The words by which the collection's own generator marks what it wrote. */
  public static final String GENERATED_MARKER = "Automagically prepared";

  public Recipe {
    header = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(header));
    sections = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sections));
  }

  /**
   * Splits {@code text}.
   *
   * @throws NotEligibleException if a line before the first section is no {@code Keyword: value},
   *     or a keyword stands twice (definition files of several stages)
   */
  public static Recipe parse(String text) throws NotEligibleException {
    SequencedMap<String, String> header = new LinkedHashMap<>();
    SequencedMap<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = null;
    for (String line : joinContinuations(text)) {
      String trimmed = line.strip();
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
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

  /** Whether {@code text} says that the collection's generator wrote it. */
  public static boolean isGenerated(String text) {
    return text.contains(GENERATED_MARKER);
  }

  private static List<String> joinContinuations(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    for (String line : text.lines().toList()) {
      boolean comment = line.strip().startsWith("#");
      if (line.endsWith("\\") && !comment) {
        pending.append(line, 0, line.length() - 1).append(' ');
      } else {
        lines.add(pending.append(line).toString());
        pending.setLength(0);
      }
    }
    if (!pending.isEmpty()) {
      lines.add(pending.toString());
    }
    return lines;
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
