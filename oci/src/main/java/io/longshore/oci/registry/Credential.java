package io.longshore.oci.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a user proves to be somebody with. Its text form never shows the secret. */
sealed interface Credential {

  record UsernamePassword(String username, String password) implements Credential {
    String basicAuthorization() {
      byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "UsernamePassword[secret]";
    }
  }

  /** A refresh token, to be exchanged for access tokens. */
  record IdentityToken(String token) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[secret]";
    }
  }
}
