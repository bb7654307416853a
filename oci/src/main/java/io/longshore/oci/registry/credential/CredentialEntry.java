package io.longshore.oci.registry.credential;

import io.longshore.oci.registry.login.Credential;
import io.longshore.oci.registry.settings.AnyCase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An entry below {@code auths} in a file of credentials.
 *
 * @see <a href="https://github.com/docker/cli/blob/v28.2.2/cli/config/types/authconfig.go">The
 *     fields Docker's command line reads</a>
 */
record CredentialEntry(JsonNode entry) {

  /**
   * The credential of the entry; empty if it has none. A token has precedence over a name and
   * password.
   *
   * @throws IllegalArgumentException if {@code auth} cannot be decoded; the message quotes nothing
   */
  Optional<Credential> credential() {
    String identityToken = text("identitytoken");
    if (!identityToken.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identityToken, loginBesideToken()));
    }
    String registryToken = text("registrytoken");
    if (!registryToken.isEmpty()) {
      return isToken(registryToken)
          ? Optional.of(new Credential.RegistryToken(registryToken))
          : Optional.empty();
    }
    return login().map(login -> login);
  }

  private Optional<Credential.UsernamePassword> loginBesideToken() {
    try {
      return login().filter(login -> !login.password().isEmpty());
    } catch (IllegalArgumentException e) {
      // Docker itself writes texts there that are not a login.
      return Optional.empty();
    }
  }

  private Optional<Credential.UsernamePassword> login() {
    // The program 'base64' breaks long lines; Go's decoder, which Docker uses, skips line breaks.
    String encoded = text("auth").replaceAll("\\s", "");
    if (encoded.isEmpty()) {
      String username = text("username");
      return username.isEmpty()
          ? Optional.empty()
          : Optional.of(new Credential.UsernamePassword(username, text("password")));
    }
    String pair = decoded(encoded);
    int colon = pair.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("no user name and password in it");
    }
    String password = pair.substring(colon + 1).replaceFirst("\0+$", "");
    return Optional.of(new Credential.UsernamePassword(pair.substring(0, colon), password));
  }

  private static String decoded(String encoded) {
    try {
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // The message of this exception could quote the secret.
      throw new IllegalArgumentException("not in Base64");
    }
  }

  private static boolean isToken(String text) {
    return text.matches("[\\x21-\\x7e]+");
  }

  private String text(String field) {
    return AnyCase.at(entry, field).asString("");
  }
}
