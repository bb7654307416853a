package io.longshore.collection.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of POSIX shell into words. A line that the shell would expand, pipe, chain or match
 * against files is refused, because only literal text can be declared.
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">POSIX.1-2024,
 *     Shell Command Language, 2.2 and 2.3</a>
 */
final class ShellWords {
  private static final String ACTIVE_UNQUOTED = "$`|&;<>(){}*?[]!~";
  private static final String ACTIVE_IN_DOUBLE_QUOTES = "$`";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int position;

  private ShellWords(String line) {
    this.line = line;
  }

  /**
   * @throws NotEligibleException if the line has anything except words and quotes
   */
  static List<String> split(String line) throws NotEligibleException {
    return new ShellWords(line).split();
  }

  private List<String> split() throws NotEligibleException {
    while (position < line.length()) {
      char c = line.charAt(position++);
      if (c == '#' && !inWord) {
        break;
      } else if (c == ' ' || c == '\t') {
        endWord();
      } else {
        inWord = true;
        switch (c) {
          case '\'' -> singleQuoted();
          case '"' -> doubleQuoted();
          case '\\' -> word.append(next());
          default -> word.append(literal(c));
        }
      }
    }
    endWord();
    return words;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void singleQuoted() throws NotEligibleException {
    for (char c = next(); c != '\''; c = next()) {
      word.append(c);
    }
  }

  private void doubleQuoted() throws NotEligibleException {
    for (char c = next(); c != '"'; c = next()) {
      if (ACTIVE_IN_DOUBLE_QUOTES.indexOf(c) >= 0) {
        throw refused();
      }
      if (c == '\\') {
        char escaped = next();
        if ("$`\"\\".indexOf(escaped) < 0) {
          word.append('\\');
        }
        word.append(escaped);
      } else {
        word.append(c);
      }
    }
  }

  private char literal(char c) throws NotEligibleException {
    if (ACTIVE_UNQUOTED.indexOf(c) >= 0) {
      throw refused();
    }
    return c;
  }

  private char next() throws NotEligibleException {
    if (position == line.length()) {
      throw new NotEligibleException("a quote is left open: " + line);
    }
    return line.charAt(position++);
  }

  private NotEligibleException refused() {
    return new NotEligibleException("a line the shell would have to evaluate: " + line);
  }
}
