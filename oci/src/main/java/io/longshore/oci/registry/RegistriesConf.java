package io.longshore.oci.registry;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mirrors, insecure and blocked registries, as {@code registries.conf} sets them.
 *
 * <p>The table with the longest matching prefix counts; of two tables with the same prefix the one
 * read later. Insecure means plain HTTP here: a certificate that cannot be checked is never
 * accepted. Short-name aliases and {@code unqualified-search-registries} are not looked at, since a
 * name without a registry means Docker Hub in the recipes Longshore reads.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-registries.conf.5.md">containers-registries.conf(5)</a>
 */
public final class RegistriesConf {
  private final Collection<RegistryTable> tables;

  private RegistriesConf(Collection<RegistryTable> tables) {
    this.tables = tables;
  }

  /**
   * Reads the files that count for {@code options}: the one that {@code CONTAINERS_REGISTRIES_CONF}
   * names; else the user's or the system's main file and the drop-in files of both.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED}, naming the file
   */
  public static RegistriesConf load(RegistryOptions options) throws IOException {
    return load(new ConfigurationFiles(options.environment(), options.home()).registriesConf());
  }

  /**
   * @param files the least binding first
   */
  static RegistriesConf load(List<Path> files) throws IOException {
    Map<String, RegistryTable> byPrefix = new LinkedHashMap<>();
    for (Path file : files) {
      for (RegistryTable table : RegistriesConfReader.read(file)) {
        byPrefix.put(table.prefix(), table);
      }
    }
    return new RegistriesConf(byPrefix.values());
  }

  /** {@code http} exactly where these settings say that the registry itself is insecure. */
  public String scheme(Repository repository) {
    Endpoint origin = origin(repository);
    return origin.repository().equals(repository) ? origin.scheme() : "https";
  }

  /**
   * The places to ask, in order: mirrors first, the registry last.
   *
   * @param byDigest whether the content is named by digest
   * @throws FailureException if the registry is blocked
   */
  List<Endpoint> endpoints(Repository repository, boolean byDigest) throws FailureException {
    List<Endpoint> endpoints = new ArrayList<>();
    Optional<RegistryTable> table = table(repository);
    if (table.isPresent()) {
      if (table.get().blocked()) {
        throw blocked(repository, table.get());
      }
      for (RegistryTable.Mirror mirror : table.get().mirrors()) {
        if (mirror.pullFrom().serves(byDigest)) {
          endpoints.add(table.get().at(mirror, repository));
        }
      }
    }
    endpoints.add(origin(repository));
    return List.copyOf(endpoints);
  }

  private Endpoint origin(Repository repository) {
    return table(repository)
        .map(table -> table.origin(repository))
        .orElse(new Endpoint("https", repository, false));
  }

  private Optional<RegistryTable> table(Repository repository) {
    return tables.stream()
        .filter(table -> table.matches(repository))
        .max(Comparator.comparingInt(table -> table.prefix().length()));
  }

  private static FailureException blocked(Repository repository, RegistryTable table) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        repository.toString(),
        "is blocked by registries.conf (prefix " + table.prefix() + ")",
        "take 'blocked = true' out of that table, or name an image of another registry");
  }
}
