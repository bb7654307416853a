package io.longshore.cli.ci;

import io.longshore.ground.Digest;
import io.longshore.oci.StrangersJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows the events of commands in the forms that forges read. Names and messages come from
 * strangers: none of them becomes a command of a runner, or a link, a mention or markup on a page.
 */
public final class EventReport {
  private static final JsonMapper JSON = StrangersJson.mapper().build();

  /** GitHub shows ten annotations of each kind for a step. */
  private static final int MOST_ANNOTATIONS = 10;

  private static final int LONGEST_CELL = 500;

  /** In characters; issues take at most 65,536. */
  private static final int LONGEST_PAGE = 60_000;

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._+@/-]+/[A-Za-z0-9._+@-]+");

  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private final List<Remark> remarks;

  private EventReport(List<Remark> remarks) {
    this.remarks = remarks;
  }

  /**
   * Reads events that commands have printed with {@code --json}.
   *
   * @throws IllegalArgumentException if a line is no event; the message has its number
   */
  public static EventReport of(List<Path> files) throws IOException {
    List<Remark> remarks = new ArrayList<>();
    for (Path file : files) {
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          if (!line.isBlank()) {
            Remark.of(event(line, file, number)).ifPresent(remarks::add);
          }
        }
      }
    }
    return new EventReport(remarks);
  }

  private static JsonNode event(String line, Path file, int number) {
    try {
      JsonNode event = JSON.readTree(line);
      if (event.path("event").isString()) {
        return event;
      }
    } catch (JacksonException _) {
      // A line that is no JSON is no event either.
    }
    throw new IllegalArgumentException(
        file + ": line " + number + " is no event: name what --json of a command has printed");
  }

  public long count(String level) {
    return remarks.stream().filter(remark -> remark.level().ofGithub().equals(level)).count();
  }

  /** Lines that GitHub's runner takes for annotations. */
  public List<String> annotations() {
    List<String> lines = new ArrayList<>();
    for (Remark.Level level : Remark.Level.values()) {
      List<Remark> some = remarks.stream().filter(one -> one.level() == level).toList();
      some.stream().limit(MOST_ANNOTATIONS).map(EventReport::annotation).forEach(lines::add);
    }
    return lines;
  }

  private static String annotation(Remark remark) {
    String file = isFile(remark.what()) ? "file=" + remark.what() + "," : "";
    String next = remark.next().isEmpty() ? "" : "%0Anext: " + data(remark.next());
    return "::"
        + remark.level().ofGithub()
        + " "
        + file
        + "title="
        + property(remark.kind())
        + "::"
        + data(remark.what() + ": " + remark.problem())
        + next;
  }

  private static boolean isFile(String what) {
    return PATH.matcher(what).matches();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** A table in Markdown, for the summary of a run, an issue or a pull request. */
  public String markdown() {
    if (remarks.isEmpty()) {
      return "Nothing was found.\n";
    }
    StringBuilder page = new StringBuilder();
    page.append("| | about | what was found |\n|---|---|---|\n");
    int rows = 0;
    for (Remark remark : worstFirst()) {
      String row = row(remark);
      if (page.length() + row.length() > LONGEST_PAGE) {
        page.append("\nThese are ").append(rows).append(" of ").append(remarks.size());
        return page.append(".\n").toString();
      }
      page.append(row);
      rows++;
    }
    return page.toString();
  }

  private List<Remark> worstFirst() {
    return remarks.stream().sorted((one, other) -> one.level().compareTo(other.level())).toList();
  }

  private static String row(Remark remark) {
    String next = remark.next().isEmpty() ? "" : "<br>next: " + code(remark.next());
    return "| "
        + remark.level().ofGithub()
        + " | "
        + code(remark.what())
        + " | "
        + code(remark.problem())
        + next
        + " |\n";
  }

  /**
   * A code span for a cell of a table. In a code span, and nowhere else, all text stays plain:
   * without markup, links and mentions.
   */
  static String code(String text) {
    if (text.isEmpty()) {
      return "";
    }
    String shown = text;
    if (text.codePointCount(0, text.length()) > LONGEST_CELL) {
      shown = text.substring(0, text.offsetByCodePoints(0, LONGEST_CELL)) + "…";
    }
    String fence = "`".repeat(1 + longestRun(shown));
    // Markdown removes one blank at each end of a code span, if both ends have one.
    String blank = shown.matches("(?s)[` ].*|.*[` ]") ? " " : "";
    return fence + blank + shown.replace("|", "\\|") + blank + fence;
  }

  private static int longestRun(String text) {
    return BACKTICKS
        .matcher(text)
        .results()
        .mapToInt(run -> run.end() - run.start())
        .max()
        .orElse(0);
  }

  /** The JSON that GitLab reads as a code quality report. */
  public String codeQuality() {
    List<Map<String, Object>> issues = new ArrayList<>();
    for (Remark remark : remarks) {
      // GitLab refuses the whole report if one entry has no file.
      if (!isFile(remark.what())) {
        continue;
      }
      Map<String, Object> issue = new LinkedHashMap<>();
      issue.put("description", remark.what() + ": " + remark.problem());
      issue.put("check_name", remark.kind());
      issue.put(
          "fingerprint",
          Digest.of(
                  (remark.kind() + "\n" + remark.what() + "\n" + remark.problem())
                      .getBytes(StandardCharsets.UTF_8))
              .hex());
      issue.put("severity", remark.level().ofGitlab());
      issue.put("location", Map.of("path", remark.what(), "lines", Map.of("begin", 1)));
      issues.add(issue);
    }
    return JSON.writeValueAsString(issues) + "\n";
  }
}
