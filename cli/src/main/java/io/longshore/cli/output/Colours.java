package io.longshore.cli.output;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Colours the first words of a line by their meaning. The rest of a line is data and is not
 * coloured. Colours add no information.
 *
 * @param messages whether lines on standard error are coloured
 * @param answers whether lines on standard output are coloured
 */
public record Colours(boolean messages, boolean answers) {
  /** When colours are wanted. */
  public enum Choice {
    AUTO,
    ALWAYS,
    NEVER
  }

  public static final Colours NONE = new Colours(false, false);

  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private static final Map<String, String> MEANINGS =
      Map.of(
          "error:", RED,
          "problem", RED,
          "failed", RED,
          "found", RED,
          "warning:", YELLOW,
          "warning", YELLOW,
          "note:", YELLOW,
          "next:", BOLD,
          "ok", GREEN,
          "migrated", GREEN);

  private static final Pattern FIRST_WORDS =
      Pattern.compile(
          "^( *(?:\\d+"
              + " (?=found))?)(error:|problem|failed|found|warning:?|note:|next:|ok|migrated)(?="
              + " |$)");

  /**
   * @param choice the user's choice
   * @param environment the environment with NO_COLOR and TERM
   * @param messages whether standard error is a terminal
   * @param answers whether standard output is a terminal
   */
  public static Colours of(
      Choice choice, Map<String, String> environment, boolean messages, boolean answers) {
    return switch (choice) {
      case ALWAYS -> new Colours(true, true);
      case NEVER -> NONE;
      case AUTO -> {
        boolean unwanted =
            !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        yield unwanted ? NONE : new Colours(messages, answers);
      }
    };
  }

  String ofMessage(String line) {
    return messages ? coloured(line) : line;
  }

  String ofAnswer(String line) {
    return answers ? coloured(line) : line;
  }

  private static String coloured(String line) {
    Matcher words = FIRST_WORDS.matcher(line);
    return words.find()
        ? words.group(1)
            + MEANINGS.get(words.group(2))
            + words.group(2)
            + PLAIN
            + line.substring(words.end())
        : line;
  }
}
