package io.longshore.oci.registry.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a user proves to be somebody with. Its text form never shows the secret. */
public sealed interface Credential {

  /** The name and password in it, if there are. */
  Optional<UsernamePassword> login();

  record UsernamePassword(String username, String password) implements Credential {
    public String basicAuthorization() {
      byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public Optional<UsernamePassword> login() {
      return Optional.of(this);
    }

    @Override
    public String toString() {
      return "UsernamePassword[secret]";
    }
  }

  /**
   * A refresh token, to be exchanged for access tokens.
   *
   * @param login that stands beside it, for token servers that exchange none
   */
  record IdentityToken(String token, Optional<UsernamePassword> login) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[secret]";
    }
  }

  /** An access token that was handed out already. */
  record RegistryToken(String token) implements Credential {
    @Override
    public Optional<UsernamePassword> login() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "RegistryToken[secret]";
    }
  }
}
