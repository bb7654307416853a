package io.longshore.oci.registry;

import io.longshore.oci.Repository;
import java.util.List;
import java.util.OptionalInt;

/**
 * One {@code [[registry]]} table.
 *
 * @param prefix {@code host[:port][/path]}, or {@code *.domain[/path]} for every host below a
 *     domain
 * @param location what replaces the prefix; empty to leave the name as it is
 */
record RegistryTable(
    String prefix, String location, boolean blocked, boolean insecure, List<Mirror> mirrors) {

  RegistryTable {
    mirrors = List.copyOf(mirrors);
  }

  /**
   * @param location what replaces the prefix of its table
   */
  record Mirror(String location, boolean insecure, PullFrom pullFrom) {}

  /** Which pulls a mirror may serve. */
  enum PullFrom {
    ALL,
    DIGEST_ONLY,
    TAG_ONLY;

    boolean serves(boolean byDigest) {
      return switch (this) {
        case ALL -> true;
        case DIGEST_ONLY -> byDigest;
        case TAG_ONLY -> !byDigest;
      };
    }
  }

  boolean matches(Repository repository) {
    return matchedLength(repository).isPresent();
  }

  Endpoint origin(Repository repository) {
    return new Endpoint(scheme(insecure), rewritten(repository, location), false);
  }

  Endpoint at(Mirror mirror, Repository repository) {
    return new Endpoint(scheme(mirror.insecure()), rewritten(repository, mirror.location()), true);
  }

  private static String scheme(boolean insecure) {
    return insecure ? "http" : "https";
  }

  private Repository rewritten(Repository repository, String to) {
    if (to.isEmpty()) {
      return repository;
    }
    String name = to + repository.toString().substring(matchedLength(repository).orElseThrow());
    int slash = name.indexOf('/');
    return new Repository(name.substring(0, slash), name.substring(slash + 1));
  }

  /** How many characters of the name the prefix stands for; a path matches whole components. */
  private OptionalInt matchedLength(Repository repository) {
    String name = repository.toString();
    String start = prefix;
    if (prefix.startsWith("*.")) {
      int slash = prefix.indexOf('/');
      String domain = prefix.substring(1, slash < 0 ? prefix.length() : slash);
      if (!repository.registry().endsWith(domain)) {
        return OptionalInt.empty();
      }
      start = repository.registry() + (slash < 0 ? "" : prefix.substring(slash));
    }
    return name.equals(start) || name.startsWith(start + "/")
        ? OptionalInt.of(start.length())
        : OptionalInt.empty();
  }
}
