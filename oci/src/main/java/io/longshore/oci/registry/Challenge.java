package io.longshore.oci.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One challenge of a {@code WWW-Authenticate} header.
 *
 * @param scheme in lower case, as {@code bearer}
 * @param parameters by name in lower case
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, section 11.6.1</a>
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PARAMETER =
      Pattern.compile("(" + TOKEN + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(" + TOKEN + "))");
  private static final Pattern SCHEME = Pattern.compile("(" + TOKEN + ")(?=\\s|,|$)");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  Challenge {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Reads all challenges of all header lines, in order. What follows a part that does not obey the
   * grammar is dropped.
   */
  static List<Challenge> parse(List<String> headerValues) {
    List<Challenge> challenges = new ArrayList<>();
    for (String value : headerValues) {
      parse(value, challenges);
    }
    return List.copyOf(challenges);
  }

  private static void parse(String value, List<Challenge> challenges) {
    String scheme = null;
    Map<String, String> parameters = new LinkedHashMap<>();
    int position = 0;
    while (position < value.length()) {
      Matcher separator = SEPARATOR.matcher(value).region(position, value.length());
      if (separator.lookingAt()) {
        position = separator.end();
        continue;
      }
      Matcher parameter = PARAMETER.matcher(value).region(position, value.length());
      Matcher nextScheme = SCHEME.matcher(value).region(position, value.length());
      if (scheme != null && parameter.lookingAt()) {
        String quoted = parameter.group(2);
        parameters.putIfAbsent(
            parameter.group(1).toLowerCase(Locale.ROOT),
            quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        position = parameter.end();
      } else if (nextScheme.lookingAt()) {
        if (scheme != null) {
          challenges.add(new Challenge(scheme, parameters));
          parameters = new LinkedHashMap<>();
        }
        scheme = nextScheme.group(1).toLowerCase(Locale.ROOT);
        position = nextScheme.end();
      } else {
        break;
      }
    }
    if (scheme != null) {
      challenges.add(new Challenge(scheme, parameters));
    }
  }
}
