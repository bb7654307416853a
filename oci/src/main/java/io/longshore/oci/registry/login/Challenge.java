package io.longshore.oci.registry.login;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a {@code WWW-Authenticate} header.
 *
 * @param scheme in lower case, such as {@code bearer}
 * @param parameters by name in lower case
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, section 11.6.1</a>
 */
public record Challenge(String scheme, Map<String, String> parameters) {
  public Challenge {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * The same challenge without its scope, which is at best an example in a challenge at the root of
   * a registry.
   */
  public Challenge forAnyRepository() {
    Map<String, String> rest = new LinkedHashMap<>(parameters);
    rest.remove("scope");
    return new Challenge(scheme, rest);
  }

  /**
   * Reads all challenges of all header lines, in order. The rest of a line behind a malformed part
   * is dropped.
   */
  public static List<Challenge> parse(List<String> headerValues) {
    return headerValues.stream().flatMap(value -> ChallengeReader.read(value).stream()).toList();
  }
}
