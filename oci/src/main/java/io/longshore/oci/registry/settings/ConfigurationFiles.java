package io.longshore.oci.registry.settings;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The paths of the configuration files of container tools.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-registries.conf.5.md">containers-registries.conf(5)</a>
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
public record ConfigurationFiles(Map<String, String> environment, Path home, Path system) {
  public ConfigurationFiles(Map<String, String> environment, Path home) {
    this(environment, home, Path.of("/etc/containers"));
  }

  /**
   * @param dropIns in the order of increasing precedence; all of them override the main file
   */
  public record RegistriesFiles(Optional<Path> main, List<Path> dropIns) {
    public RegistriesFiles {
      dropIns = List.copyOf(dropIns);
    }
  }

  /**
   * @param legacy whether the file has the format from before {@code config.json}: entries only
   */
  public record CredentialsFile(Path path, boolean legacy) {}

  /**
   * The files of registry settings. The main file is the one that {@code
   * CONTAINERS_REGISTRIES_CONF} names, else the user's, else the system's. If the user has a main
   * file, the system's drop-in files are ignored. The files in {@code
   * CONTAINERS_REGISTRIES_CONF_DIR} replace all other drop-in files.
   */
  RegistriesFiles registriesConf() throws FailureException {
    Optional<Path> named = variable("CONTAINERS_REGISTRIES_CONF");
    Optional<Path> users = ofUser("registries.conf");
    Path systems = system.resolve("registries.conf");
    Optional<Path> main =
        named.or(() -> users).or(() -> Optional.of(systems).filter(Files::exists));
    Optional<Path> namedFolder = variable("CONTAINERS_REGISTRIES_CONF_DIR");
    List<Path> dropIns = new ArrayList<>();
    if (namedFolder.isPresent()) {
      dropIns.addAll(dropIns(namedFolder.get()));
    } else {
      if (named.isPresent() || users.isEmpty()) {
        dropIns.addAll(dropIns(system.resolve("registries.conf.d")));
      }
      dropIns.addAll(
          dropIns(configurationHome().resolve("containers").resolve("registries.conf.d")));
    }
    return new RegistriesFiles(main, dropIns);
  }

  /**
   * The user's policy of images, else the system's.
   *
   * @see <a
   *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-policy.json.5.md">containers-policy.json(5)</a>
   */
  public Optional<Path> policy() {
    return ofUser("policy.json")
        .or(() -> Optional.of(system.resolve("policy.json")).filter(Files::exists));
  }

  /**
   * The files that may have credentials, in the order of decreasing precedence. They need not
   * exist. They are those of containers-auth.json(5), then those of {@code apptainer registry
   * login} and {@code singularity registry login}.
   */
  public List<CredentialsFile> credentials() {
    Optional<Path> named = variable("REGISTRY_AUTH_FILE");
    if (named.isPresent()) {
      return List.of(new CredentialsFile(named.get(), false));
    }
    Path session =
        variable("XDG_RUNTIME_DIR")
            .map(directory -> directory.resolve("containers"))
            .orElseGet(ConfigurationFiles::directoryWithoutSession);
    Path docker = variable("DOCKER_CONFIG").orElse(home.resolve(".docker"));
    Path apptainer = variable("APPTAINER_CONFIGDIR").orElse(home.resolve(".apptainer"));
    Path singularity = variable("SINGULARITY_CONFIGDIR").orElse(home.resolve(".singularity"));
    return List.of(
        new CredentialsFile(session.resolve("auth.json"), false),
        new CredentialsFile(configurationHome().resolve("containers/auth.json"), false),
        new CredentialsFile(docker.resolve("config.json"), false),
        new CredentialsFile(home.resolve(".dockercfg"), true),
        // Apptainer 1.4 writes config.json there unless the other file exists already.
        new CredentialsFile(apptainer.resolve("docker-config.json"), false),
        new CredentialsFile(apptainer.resolve("config.json"), false),
        new CredentialsFile(singularity.resolve("docker-config.json"), false),
        new CredentialsFile(singularity.resolve("config.json"), false));
  }

  /** The file below XDG_CONFIG_HOME or, as the manual pages say, below the home directory. */
  private Optional<Path> ofUser(String name) {
    return Stream.of(configurationHome(), home.resolve(".config"))
        .map(folder -> folder.resolve("containers").resolve(name))
        .filter(Files::exists)
        .findFirst();
  }

  private Path configurationHome() {
    return variable("XDG_CONFIG_HOME").orElse(home.resolve(".config"));
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty()).map(Path::of);
  }

  /**
   * The folder that {@code skopeo login} writes to without a session: {@code /run/containers/UID}.
   */
  private static Path directoryWithoutSession() {
    Path containers = Path.of("/run/containers");
    try {
      return containers.resolve(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
    } catch (IOException | UnsupportedOperationException e) {
      return containers;
    }
  }

  /** The drop-in files; folders and files with other names are ignored. */
  private static List<Path> dropIns(Path directory) throws FailureException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(p -> p.toString().endsWith(".conf") && !Files.isDirectory(p))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException | UncheckedIOException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          directory.toString(),
          "cannot be read, and may say that a registry is blocked",
          "let yourself read it, or name another folder with CONTAINERS_REGISTRIES_CONF_DIR",
          e);
    }
  }
}
