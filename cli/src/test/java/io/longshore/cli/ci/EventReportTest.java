package io.longshore.cli.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventReportTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static EventReport report(List<Map<String, Object>> events) throws IOException {
    Path file = Files.createTempFile("events", ".jsonl");
    try {
      List<String> lines = new ArrayList<>();
      events.forEach(event -> lines.add(JSON.writeValueAsString(event)));
      Files.write(file, lines);
      return EventReport.of(List.of(file));
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, Object> finding(String subject, String problem) {
    return Map.of(
        "event", "finding", "check", "sif", "subject", subject, "problem", problem, "next", "mend");
  }

  @Example
  void findingsAreAnnotationsOfTheirFiles() throws IOException {
    EventReport report =
        report(List.of(finding("images/bids/x.sif", "is 50%\nof it"), finding("a: b", "odd")));

    assertEquals(
        List.of(
            "::error file=images/bids/x.sif,title=finding.sif::images/bids/x.sif: is 50%25\\x0aof"
                + " it%0Anext: mend",
            "::error title=finding.sif::a: b: odd%0Anext: mend"),
        report.annotations());
  }

  @Example
  void whatTellsOfNothingWrongIsLeftOut() throws IOException {
    EventReport report =
        report(
            List.of(
                Map.of("event", "check", "check", "sif", "findings", 0),
                Map.of("event", "trial", "image", "x", "passed", true),
                Map.of("event", "of a later release")));

    assertEquals(List.of(), report.annotations());
    assertEquals("Nothing was found.\n", report.markdown());
    assertEquals("[]\n", report.codeQuality());
  }

  @Example
  void flawsHaveTheirSeverity() throws IOException {
    EventReport report =
        report(
            List.of(
                flaw("note", "no_shell"),
                flaw("error", "program_missing"),
                flaw("warning", "unknown_format")));

    assertEquals(
        List.of(
            "::error file=i/x.sif,title=flaw.program_missing::i/x.sif: /x is so",
            "::warning file=i/x.sif,title=flaw.unknown_format::i/x.sif: /x is so",
            "::notice file=i/x.sif,title=flaw.no_shell::i/x.sif: /x is so"),
        report.annotations());
    JsonNode issues = JSON.readTree(report.codeQuality());
    assertEquals(
        List.of("info", "major", "minor"),
        issues.valueStream().map(issue -> issue.path("severity").asString()).toList());
    assertEquals("i/x.sif", issues.path(0).path("location").path("path").asString());
  }

  private static Map<String, Object> flaw(String severity, String code) {
    return Map.of(
        "event",
        "flaw",
        "image",
        "i/x.sif",
        "code",
        code,
        "severity",
        severity,
        "path",
        "/x",
        "problem",
        "is so");
  }

  @Example
  void aPageIsNoLongerThanAnIssueMayBe() throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      events.add(finding("images/" + i, "|".repeat(5000)));
    }
    EventReport report = report(events);

    assertTrue(report.markdown().contains("These are "), report.markdown());
    assertTrue(report.markdown().contains(" of 3000."));
    assertTrue(report.markdown().length() < 65_000, () -> "" + report.markdown().length());
    assertEquals(10, report.annotations().size());
  }

  @Example
  void aLineThatIsNoEventIsAMistake() throws IOException {
    Path file = Files.createTempFile("events", ".jsonl");
    Files.writeString(file, "{\"event\":\"check\"}\nRESULT EXAMINED\n");
    IllegalArgumentException mistake =
        assertThrows(IllegalArgumentException.class, () -> EventReport.of(List.of(file)));
    assertTrue(mistake.getMessage().contains("line 2 is no event"), mistake.getMessage());
    Files.delete(file);
  }

  /** Nobody who names an image writes a command for a runner, or markup. */
  @Property(tries = 200)
  void wordsOfStrangersStayWords(@ForAll String subject, @ForAll String problem)
      throws IOException {
    EventReport report = report(List.of(finding(subject, problem)));

    for (String line : report.annotations()) {
      assertEquals(1, line.lines().count(), line);
      assertTrue(line.startsWith("::error "), line);
      String properties = line.substring("::error ".length(), line.indexOf("::", 3));
      assertTrue(properties.matches("(file=[A-Za-z0-9._+@/-]+,)?title=[a-z.%0-9A-Z]*"), properties);
    }
    List<String> rows = report.markdown().lines().toList();
    assertEquals(3, rows.size(), report.markdown());
    String row = rows.get(2);
    assertEquals(4, row.replace("\\|", "").chars().filter(c -> c == '|').count(), row);
    assertEquals("", outsideOfCode(row).replaceAll("[| ]|error|<br>|next:", ""), row);
    String file = "[A-Za-z0-9._+@/-]+/[A-Za-z0-9._+@-]+";
    assertEquals(subject.matches(file) ? 1 : 0, JSON.readTree(report.codeQuality()).size());
  }

  /** As CommonMark reads it: a span ends with as many backticks as it begins with. */
  private static String outsideOfCode(String row) {
    StringBuilder outside = new StringBuilder();
    Matcher fence = Pattern.compile("`+").matcher(row);
    int at = 0;
    while (fence.find(at)) {
      outside.append(row, at, fence.start());
      String begin = fence.group();
      at = fence.end();
      boolean open = true;
      while (open && fence.find(at)) {
        at = fence.end();
        open = !fence.group().equals(begin);
      }
      assertFalse(open, row);
    }
    return outside.append(row.substring(at)).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "images/__init__.sif, `images/__init__.sif`",
    "' www.evil.com/x', '`  www.evil.com/x `'",
    "a|b, `a\\|b`",
    "a``b, ```a``b```",
    "`, '`` ` ``'"
  })
  void aCellIsASpanOfCode(String text, String code) {
    assertEquals(code, EventReport.code(text));
  }

  @Test
  void failuresOfUpdatesAreReported() throws IOException {
    EventReport report =
        report(
            List.of(
                Map.of(
                    "event", "update_failed", "subject", "i/x.sif", "code", "gone", "problem", "a"),
                Map.of(
                    "event",
                    "source_failed",
                    "subject",
                    "i/y",
                    "code",
                    "network",
                    "problem",
                    "b")));

    assertEquals(
        List.of(
            "::error file=i/x.sif,title=update_failed.gone::i/x.sif: a",
            "::error file=i/y,title=source_failed.network::i/y: b"),
        report.annotations());
  }

  @Test
  void aWarningAboutNothingInParticularHasAName() throws IOException {
    EventReport report = report(List.of(Map.of("event", "warning", "text", "is slow")));

    assertEquals(List.of("::warning title=warning::warning: is slow"), report.annotations());
    assertEquals("[]\n", report.codeQuality());
  }
}
