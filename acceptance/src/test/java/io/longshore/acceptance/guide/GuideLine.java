package io.longshore.acceptance.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A line of the published guide, what the guide here says of it, and whether it was tried. */
final class GuideLine {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final String name;
  private final String published;
  private final Verdict verdict;
  private final String here;
  private boolean typedAsPublished;
  private boolean typedInstead;

  GuideLine(String name, String published, Verdict verdict, String here) {
    this.name = name;
    this.published = published;
    this.verdict = verdict;
    this.here = here;
  }

  String name() {
    return name;
  }

  @Override
  public String toString() {
    return name + " " + published;
  }

  /** Types the published command; how it ends is told. */
  Shell.Result attempt(Shell shell) {
    typedAsPublished = true;
    return type(shell, codes(published).getFirst());
  }

  /** Types the published command, which is to end well; returns what it prints. */
  String type(Shell shell) {
    return expectSuccess(attempt(shell));
  }

  Shell.Result attemptInstead(Shell shell) {
    typedInstead = true;
    return type(shell, instead());
  }

  /** Types what this guide gives in place of it, which is to end well; returns what it prints. */
  String typeInstead(Shell shell) {
    return expectSuccess(attemptInstead(shell));
  }

  /** As above, with values in place of {@code <key>} and {@code <url>}. */
  String typeInstead(Shell shell, String key, String url) {
    typedInstead = true;
    return expectSuccess(type(shell, instead().replace("<key>", key).replace("<url>", url)));
  }

  /** Fails if what the table tells people to type was not typed. */
  void requireTried() {
    boolean isCommand = published.matches("`[^`<]+`");
    assertTrue(
        typedAsPublished || !isCommand || verdict == Verdict.EQUIVALENT,
        () -> "not typed as published: " + this);
    assertTrue(typedInstead || verdict == Verdict.AS_IS, () -> "not typed instead: " + this);
  }

  /** Of the code in the last column, the first of several words. */
  private String instead() {
    return codes(here).stream()
        .filter(code -> code.contains(" "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no command stands in the last column of " + this));
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static Shell.Result type(Shell shell, String command) {
    return shell.attempt("sh", "-c", command);
  }

  private String expectSuccess(Shell.Result result) {
    assertEquals(0, result.exitCode(), () -> this + "\n" + result.output() + result.errors());
    return result.output();
  }
}
