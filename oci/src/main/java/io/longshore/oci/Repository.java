package io.longshore.oci;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A named collection of images on a registry: {@code docker.io/library/busybox}.
 *
 * @param registry host, with its port if it has one, in lower case unless it is a single word that
 *     only its upper case marks as a host; Docker Hub is always {@code docker.io}
 * @param path the name on that registry, 1 to 255 characters; on Docker Hub never without a
 *     namespace
 * @see <a href="https://github.com/distribution/reference/blob/v0.6.0/reference.go">The grammar of
 *     references</a>
 */
public record Repository(String registry, String path) {
  public static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_API = "registry-1.docker.io";
  private static final int MAX_PATH_LENGTH = 255;
  private static final int MAX_PORT = 65535;

  // The lengths are those that a host may have (RFC 1035, section 2.3.4).
  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?![^:]{254})(?:"
              + LABEL
              + "(?:\\."
              + LABEL
              + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?");
  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern PATH = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");

  /**
   * Puts the aliases of Docker Hub and its names of one component into their canonical form.
   *
   * @throws IllegalArgumentException if a part does not follow the grammar
   */
  public Repository {
    if (!REGISTRY.matcher(registry).matches()) {
      throw new IllegalArgumentException("not a registry host: '" + registry + "'");
    }
    OptionalInt port = port(registry);
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > MAX_PORT)) {
      throw new IllegalArgumentException("there is no such port: '" + registry + "'");
    }
    if (path.length() > MAX_PATH_LENGTH) {
      throw new IllegalArgumentException(
          "a repository name has at most " + MAX_PATH_LENGTH + " characters: '" + path + "'");
    }
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "not a repository name: '" + path + "'" + hintAtUpperCase(path));
    }
    registry = canonicalRegistry(registry);
    if (registry.equals(DOCKER_HUB) && path.indexOf('/') < 0) {
      path = "library/" + path;
    }
  }

  private static OptionalInt port(String registry) {
    int colon = registry.lastIndexOf(':');
    return colon < 0 || registry.endsWith("]")
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(registry.substring(colon + 1)));
  }

  /** The host, with its port if it has one, that answers {@code /v2/} requests. */
  public String apiHost() {
    return registry.equals(DOCKER_HUB) ? DOCKER_HUB_API : registry;
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }

  /** The canonical form of a registry: one name for Docker Hub, hosts in lower case. */
  public static String canonicalRegistry(String registry) {
    String host = registry.toLowerCase(Locale.ROOT);
    return switch (host) {
      case "index.docker.io", DOCKER_HUB_API -> DOCKER_HUB;
      default -> isHostInLowerCase(host) ? host : registry;
    };
  }

  /**
   * A host without dot and port, such as {@code MyHost}, differs from a namespace only by its upper
   * case.
   */
  private static boolean isHostInLowerCase(String host) {
    return host.indexOf('.') >= 0 || host.indexOf(':') >= 0 || host.equals("localhost");
  }

  private static String hintAtUpperCase(String path) {
    return path.equals(path.toLowerCase(Locale.ROOT)) ? "" : " (it must be in lower case)";
  }
}
