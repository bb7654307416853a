package io.longshore.oci.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the field keeps its configuration.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-registries.conf.5.md">containers-registries.conf(5)</a>
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
record ConfigurationFiles(Map<String, String> environment, Path home) {
  private static final Path SYSTEM = Path.of("/etc/containers");

  /**
   * The files of registry settings, the least binding first: the one main file that counts, then
   * the drop-in files of the system and those of the user.
   */
  List<Path> registriesConf() throws IOException {
    Optional<Path> named = variable("CONTAINERS_REGISTRIES_CONF");
    if (named.isPresent()) {
      return List.of(named.get());
    }
    Path user = configurationHome().resolve("containers");
    Path userMain = user.resolve("registries.conf");
    Path main = Files.exists(userMain) ? userMain : SYSTEM.resolve("registries.conf");
    List<Path> files = new ArrayList<>();
    if (Files.exists(main)) {
      files.add(main);
    }
    files.addAll(dropIns(SYSTEM.resolve("registries.conf.d")));
    files.addAll(dropIns(user.resolve("registries.conf.d")));
    return List.copyOf(files);
  }

  /** The files that may hold credentials, the most binding first; they need not exist. */
  List<Path> credentials() {
    Optional<Path> named = variable("REGISTRY_AUTH_FILE");
    if (named.isPresent()) {
      return List.of(named.get());
    }
    return List.of(
        variable("XDG_RUNTIME_DIR")
            .map(directory -> directory.resolve("containers"))
            .orElseGet(ConfigurationFiles::directoryWithoutSession)
            .resolve("auth.json"),
        configurationHome().resolve("containers/auth.json"),
        variable("DOCKER_CONFIG").orElse(home.resolve(".docker")).resolve("config.json"));
  }

  private Path configurationHome() {
    return variable("XDG_CONFIG_HOME").orElse(home.resolve(".config"));
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty()).map(Path::of);
  }

  /** Where {@code skopeo login} writes when there is no session: {@code /run/containers/UID}. */
  private static Path directoryWithoutSession() {
    Path containers = Path.of("/run/containers");
    try {
      return containers.resolve(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
    } catch (IOException | UnsupportedOperationException e) {
      return containers;
    }
  }

  private static List<Path> dropIns(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(p -> p.toString().endsWith(".conf")).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
