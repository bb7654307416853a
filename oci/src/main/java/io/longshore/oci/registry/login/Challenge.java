package io.longshore.oci.registry.login;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a {@code WWW-Authenticate} header.
 *
 * @param scheme in lower case, as {@code bearer}
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
   * Without its scope: what a challenge at the root of a registry demands is an example at best.
   */
  public Challenge forAnyRepository() {
    Map<String, String> rest = new LinkedHashMap<>(parameters);
    rest.remove("scope");
    return new Challenge(scheme, rest);
  }

  /**
   * Reads all challenges of all header lines, in order. What follows a part that does not obey the
   * grammar is dropped.
   */
  public static List<Challenge> parse(List<String> headerValues) {
    return headerValues.stream().flatMap(value -> ChallengeReader.read(value).stream()).toList();
  }
}
