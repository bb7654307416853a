package io.longshore.oci.registry.login;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one header line {@code WWW-Authenticate}, in one pass and without recursion, because the
 * server chooses its length.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, section 11.6.1</a>
 */
final class ChallengeReader {
  private static final String SYMBOLS_OF_TOKENS = "!#$%&'*+.^_`|~-";

  private final String text;
  private final List<Challenge> challenges = new ArrayList<>();
  private int position;

  private ChallengeReader(String text) {
    this.text = text;
  }

  /** Reads a line. The rest behind a malformed part is dropped. */
  static List<Challenge> read(String headerValue) {
    ChallengeReader reader = new ChallengeReader(headerValue);
    reader.readAll();
    return reader.challenges;
  }

  private void readAll() {
    String scheme = null;
    Map<String, String> parameters = new LinkedHashMap<>();
    while (skip(" \t,")) {
      String word = token();
      if (word.isEmpty()) {
        break;
      }
      Optional<String> value = scheme == null ? Optional.empty() : parameterValue();
      if (value.isPresent()) {
        parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value.get());
      } else if (!endsHere()) {
        break;
      } else {
        addUnlessNull(scheme, parameters);
        scheme = word.toLowerCase(Locale.ROOT);
        parameters = new LinkedHashMap<>();
      }
    }
    addUnlessNull(scheme, parameters);
  }

  private void addUnlessNull(String scheme, Map<String, String> parameters) {
    if (scheme != null) {
      challenges.add(new Challenge(scheme, parameters));
    }
  }

  // If no "=VALUE" follows, the position stays.
  private Optional<String> parameterValue() {
    int begin = position;
    skip(" \t");
    if (next() == '=') {
      position++;
      skip(" \t");
      Optional<String> value =
          next() == '"' ? quoted() : Optional.of(token()).filter(token -> !token.isEmpty());
      if (value.isPresent()) {
        return value;
      }
    }
    position = begin;
    return Optional.empty();
  }

  private Optional<String> quoted() {
    StringBuilder value = new StringBuilder();
    for (int i = position + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        position = i + 1;
        return Optional.of(value.toString());
      }
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
      }
      value.append(c);
    }
    return Optional.empty();
  }

  private String token() {
    int begin = position;
    while (position < text.length() && isOfToken(text.charAt(position))) {
      position++;
    }
    return text.substring(begin, position);
  }

  private static boolean isOfToken(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || SYMBOLS_OF_TOKENS.indexOf(c) >= 0;
  }

  private boolean endsHere() {
    return position == text.length() || " \t,".indexOf(next()) >= 0;
  }

  /** The next character; at the end NUL, which no header contains. */
  private char next() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  /**
   * Skips {@code characters}.
   *
   * @return whether the line has more characters
   */
  private boolean skip(String characters) {
    while (position < text.length() && characters.indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return position < text.length();
  }
}
