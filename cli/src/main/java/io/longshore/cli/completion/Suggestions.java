package io.longshore.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The possible completions of a word.
 *
 * @param places the kind of files that may be meant instead; the shell completes them itself,
 *     because it knows about quotes, {@code ~} and slashes
 */
public record Suggestions(List<Suggestion> words, Places places) {
  /** The kind of files that may be meant. */
  public enum Places {
    NONE,
    FOLDERS,
    FILES
  }

  public Suggestions {
    words = List.copyOf(words);
  }

  static final Suggestions NONE = new Suggestions(List.of(), Places.NONE);

  static Suggestions of(Stream<Suggestion> words) {
    return new Suggestions(words.toList(), Places.NONE);
  }

  Suggestions and(Suggestions others) {
    List<Suggestion> all = new ArrayList<>(words);
    all.addAll(others.words);
    return new Suggestions(all, others.places == Places.NONE ? places : others.places);
  }

  Suggestions behind(String start) {
    return new Suggestions(words.stream().map(word -> word.behind(start)).toList(), places);
  }

  /** The suggestions that begin with {@code typed} and have no line end. */
  Suggestions beginningWith(String typed) {
    return new Suggestions(
        words.stream()
            .filter(suggestion -> suggestion.word().startsWith(typed))
            .filter(suggestion -> suggestion.word().chars().noneMatch(Character::isISOControl))
            .toList(),
        places);
  }

  /**
   * The text for the shells: a line for each word, with its meaning behind a tab, and at the end a
   * line {@code :files} or {@code :folders} if files or folders may be meant.
   */
  public String lines() {
    return words.stream()
            .map(
                suggestion ->
                    suggestion.meaning().isEmpty()
                        ? suggestion.word() + "\n"
                        : suggestion.word() + "\t" + suggestion.meaning() + "\n")
            .collect(Collectors.joining())
        + switch (places) {
          case NONE -> "";
          case FOLDERS -> ":folders\n";
          case FILES -> ":files\n";
        };
  }
}
