package io.longshore.oci.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What registry access depends on beside the reference.
 *
 * @param environment variables read: {@code CONTAINERS_REGISTRIES_CONF}, {@code
 *     REGISTRY_AUTH_FILE}, {@code DOCKER_CONFIG}, {@code XDG_CONFIG_HOME}, {@code XDG_RUNTIME_DIR},
 *     {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}, {@code SSL_CERT_FILE}, {@code
 *     APPTAINER_DOCKER_USERNAME} and {@code _PASSWORD}
 * @param home the user's home directory
 * @param certificates a PEM file of certificate authorities trusted beside those of Java
 * @param answerTimeout how long to wait for a connection, and then for the head of an answer
 * @param stallTimeout how long a body may send nothing before it counts as lost
 */
public record RegistryOptions(
    Map<String, String> environment,
    Path home,
    Optional<Path> certificates,
    Duration answerTimeout,
    Duration stallTimeout,
    RetryPolicy retryPolicy) {

  public RegistryOptions {
    environment = Map.copyOf(environment);
  }

  /**
   * Of this process. The home directory is {@code HOME}, as for the tools whose files are read;
   * Java alone would ask the user database.
   */
  public static RegistryOptions ofProcess() {
    String home = System.getenv().getOrDefault("HOME", "");
    return of(System.getenv(), Path.of(home.isEmpty() ? System.getProperty("user.home") : home));
  }

  public static RegistryOptions of(Map<String, String> environment, Path home) {
    return new RegistryOptions(
        environment,
        home,
        Optional.empty(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        RetryPolicy.DEFAULT);
  }

  public RegistryOptions withCertificates(Path pem) {
    return new RegistryOptions(
        environment, home, Optional.of(pem), answerTimeout, stallTimeout, retryPolicy);
  }

  public RegistryOptions withTimeouts(Duration answer, Duration stall) {
    return new RegistryOptions(environment, home, certificates, answer, stall, retryPolicy);
  }

  public RegistryOptions withRetryPolicy(RetryPolicy policy) {
    return new RegistryOptions(
        environment, home, certificates, answerTimeout, stallTimeout, policy);
  }
}
