package io.longshore.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits what is typed into a shell as far as documents go: quotes, comments, redirections. */
final class ShellWords {
  private static final Set<String> ENDS = Set.of("|", "&&", "||", ";", "<", ">", ">>", "2>", "&");

  private ShellWords() {}

  /** The words of the first command. */
  static List<String> of(String typed) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    char quote = 0;
    for (char c : (typed + " ").toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inside = true;
      } else if (c == ')' || (c == '#' && !inside)) {
        break;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        inside = true;
      } else if (inside) {
        if (ENDS.contains(word.toString())) {
          return words;
        }
        words.add(word.toString());
        word.setLength(0);
        inside = false;
      }
    }
    if (inside && !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
