package io.longshore.oci.registry.login;

import io.longshore.oci.StrangersJson;
import java.net.ProtocolException;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token from a token server. Its text form does not show the token.
 *
 * @param lifetime how long the token may be used, from its arrival
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication
 *     of registries</a>
 */
public record AccessToken(String token, Duration lifetime) {
  private static final JsonMapper MAPPER = StrangersJson.mapper().build();
  private static final long DEFAULT_LIFETIME_SECONDS = 60;
  private static final long LONGEST_MARGIN_SECONDS = 10;
  private static final long LONGEST_LIFETIME_SECONDS = 24 * 60 * 60;

  /**
   * Reads {@code token} or {@code access_token}, and {@code expires_in} (60 seconds if absent, a
   * day at most) less a quarter of it, 10 seconds at most, for running requests.
   *
   * @throws ProtocolException if there is no token that is valid in a header; the message quotes
   *     nothing
   */
  public static AccessToken parse(byte[] answer) throws ProtocolException {
    try {
      JsonNode object = MAPPER.readTree(answer);
      String token = object.path("token").asString("");
      if (token.isEmpty()) {
        token = object.path("access_token").asString("");
      }
      if (!token.matches("[\\x21-\\x7e]+")) {
        throw new ProtocolException("no token in it");
      }
      long seconds =
          Math.clamp(
              object.path("expires_in").asLong(DEFAULT_LIFETIME_SECONDS),
              0,
              LONGEST_LIFETIME_SECONDS);
      long margin = Math.min(LONGEST_MARGIN_SECONDS, (seconds + 3) / 4);
      return new AccessToken(token, Duration.ofSeconds(seconds - margin));
    } catch (JacksonException e) {
      throw new ProtocolException("it is not JSON");
    }
  }

  @Override
  public String toString() {
    return "AccessToken[secret, " + lifetime + "]";
  }
}
