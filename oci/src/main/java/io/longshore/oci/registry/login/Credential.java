package io.longshore.oci.registry.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A credential of a user. Its text form never shows the secret. */
public sealed interface Credential {

  /** The name and password, if the credential has them. */
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
   * @param login the name and password beside the token, for token servers that do not exchange
   *     refresh tokens
   */
  record IdentityToken(String token, Optional<UsernamePassword> login) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[secret]";
    }
  }

  /** An access token. */
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
