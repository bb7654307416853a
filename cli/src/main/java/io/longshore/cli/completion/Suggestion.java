package io.longshore.cli.completion;

/**
 * A possible completion of a word.
 *
 * @param meaning a short description, for shells that show it; may be empty
 */
public record Suggestion(String word, String meaning) {
  static Suggestion of(String word) {
    return new Suggestion(word, "");
  }

  Suggestion behind(String start) {
    return new Suggestion(start + word, meaning);
  }
}
