package io.longshore.oci.registry;

import io.longshore.ground.file.CacheHome;
import io.longshore.ground.file.KeptFiles;
import io.longshore.ground.file.PrivateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the access to registries.
 *
 * @param environment the environment; these variables are read: {@code CONTAINERS_REGISTRIES_CONF}
 *     and {@code _DIR}, {@code LONGSHORE_PLAIN_HTTP}, {@code REGISTRY_AUTH_FILE}, {@code
 *     DOCKER_CONFIG}, {@code APPTAINER_CONFIGDIR}, {@code SINGULARITY_CONFIGDIR}, {@code
 *     XDG_CONFIG_HOME}, {@code XDG_RUNTIME_DIR}, {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code
 *     NO_PROXY}, {@code SSL_CERT_FILE}, {@code SSL_CERT_DIR}, {@code APPTAINER_DOCKER_USERNAME} and
 *     {@code _PASSWORD}
 * @param home the user's home directory
 * @param answerTimeout time limit for a connection, and then for the head of an answer
 * @param stallTimeout time after which a body that sends nothing counts as broken
 * @param limits the reaction to a registry that demands a longer wait than the retry policy allows
 * @param manifestCache the folder in which manifests are kept for later runs, if there is one
 */
public record RegistryOptions(
    Map<String, String> environment,
    Path home,
    Duration answerTimeout,
    Duration stallTimeout,
    RetryPolicy retryPolicy,
    LimitHandling limits,
    RegistryListener listener,
    Optional<PrivateFolder> manifestCache) {

  public RegistryOptions {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * The options of this process. The home directory is {@code HOME}, as in the tools whose files
   * are read; Java's own property comes from the user database.
   */
  public static RegistryOptions ofProcess() {
    String home = System.getenv().getOrDefault("HOME", "");
    return of(System.getenv(), Path.of(home.isEmpty() ? System.getProperty("user.home") : home));
  }

  public static RegistryOptions of(Map<String, String> environment, Path home) {
    return new RegistryOptions(
        environment,
        home,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        RetryPolicy.DEFAULT,
        LimitHandling.GIVE_UP,
        RegistryListener.NONE,
        Optional.empty());
  }

  public RegistryOptions withTimeouts(Duration answer, Duration stall) {
    return new RegistryOptions(
        environment, home, answer, stall, retryPolicy, limits, listener, manifestCache);
  }

  public RegistryOptions withRetryPolicy(RetryPolicy policy) {
    return new RegistryOptions(
        environment, home, answerTimeout, stallTimeout, policy, limits, listener, manifestCache);
  }

  public RegistryOptions withLimits(LimitHandling handling, RegistryListener told) {
    return new RegistryOptions(
        environment, home, answerTimeout, stallTimeout, retryPolicy, handling, told, manifestCache);
  }

  public RegistryOptions withManifestCache(PrivateFolder folder) {
    return new RegistryOptions(
        environment,
        home,
        answerTimeout,
        stallTimeout,
        retryPolicy,
        limits,
        listener,
        Optional.of(folder));
  }

  /**
   * The same options with manifests kept in the user's caches: in {@code
   * $XDG_CACHE_HOME/longshore/manifests}, else in {@code ~/.cache/longshore/manifests}.
   */
  public RegistryOptions withUsersManifestCache() {
    return withManifestCache(
        manifestFolder(
            CacheHome.of(environment, Optional.of(home)).orElseGet(() -> home.resolve(".cache"))));
  }

  /**
   * The files in which {@link #withUsersManifestCache} keeps manifests.
   *
   * @param caches where the user's caches are, such as {@code ~/.cache}
   */
  public static KeptFiles rememberedManifests(Path caches) {
    return ManifestCache.files(manifestFolder(caches));
  }

  private static PrivateFolder manifestFolder(Path caches) {
    return PrivateFolder.below(caches, "longshore", "manifests");
  }
}
