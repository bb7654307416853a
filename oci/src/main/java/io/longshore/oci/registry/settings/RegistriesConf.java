package io.longshore.oci.registry.settings;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mirrors, insecure and blocked registries in {@code registries.conf}.
 *
 * <p>The table with the longest matching prefix counts; if two tables have the same prefix, the
 * table in the file read later. Short-name aliases and {@code unqualified-search-registries} are
 * ignored: in recipes and on command lines a name without a registry means Docker Hub, as for
 * Apptainer and for skopeo's {@code docker://}.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-registries.conf.5.md">containers-registries.conf(5)</a>
 */
public final class RegistriesConf {
  private final Collection<RegistryTable> tables;
  private final PlainHosts plainHosts;

  private RegistriesConf(Collection<RegistryTable> tables, PlainHosts plainHosts) {
    this.tables = tables;
    this.plainHosts = plainHosts;
  }

  /**
   * Reads the files that {@link ConfigurationFiles#registriesConf} finds.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED}, naming the file
   */
  public static RegistriesConf load(Map<String, String> environment, Path home)
      throws FailureException {
    ConfigurationFiles files = new ConfigurationFiles(environment, home);
    return load(files.registriesConf(), PlainHosts.of(environment));
  }

  public static RegistriesConf load(ConfigurationFiles.RegistriesFiles files, PlainHosts plainHosts)
      throws FailureException {
    Map<String, RegistryTable> byPrefix = new LinkedHashMap<>();
    if (files.main().isPresent()) {
      RegistriesConfReader.read(files.main().get()).forEach(t -> byPrefix.put(t.prefix(), t));
    }
    for (Path file : files.dropIns()) {
      RegistriesConfReader.readDropIn(file).forEach(t -> byPrefix.put(t.prefix(), t));
    }
    return new RegistriesConf(byPrefix.values(), plainHosts);
  }

  /**
   * The endpoints to ask, in order: mirrors first, the registry last.
   *
   * @param name the name of the image with its tag or digest, or the name of the repository for its
   *     blobs
   * @param byDigest whether the content is named by its digest
   * @throws FailureException if the registry is blocked, or a location gives no valid name
   */
  public List<Endpoint> endpoints(Repository repository, String name, boolean byDigest)
      throws FailureException {
    List<Endpoint> endpoints = new ArrayList<>();
    Optional<RegistryTable> table = table(name);
    if (table.isPresent()) {
      if (table.get().blocked()) {
        throw blocked(name, table.get());
      }
      addMirrors(table.get(), repository, name, byDigest, endpoints);
    }
    if (byDigest) {
      addPlacesOfSingleImages(repository, endpoints);
    }
    endpoints.add(origin(repository, name));
    return List.copyOf(endpoints);
  }

  /** The registry itself: the last of {@link #endpoints}. */
  public Endpoint origin(Repository repository, String name) throws FailureException {
    Optional<RegistryTable> table = table(name);
    return table.isPresent()
        ? plainHosts.settle(table.get().origin(name, repository))
        : new Endpoint(Security.TLS, repository, false);
  }

  private void addMirrors(
      RegistryTable table,
      Repository repository,
      String name,
      boolean byDigest,
      List<Endpoint> endpoints)
      throws FailureException {
    for (RegistryTable.Mirror mirror : table.mirrors()) {
      if (mirror.pullFrom().serves(byDigest)) {
        endpoints.add(plainHosts.settle(table.at(mirror, name, repository)));
      }
    }
  }

  /**
   * If a table redirects a single image, its blobs are at that place too. A blob does not tell to
   * which image it belongs, so all such places are added.
   */
  private void addPlacesOfSingleImages(Repository repository, List<Endpoint> endpoints)
      throws FailureException {
    for (RegistryTable table : tables) {
      if (table.isForImagesOf(repository) && !table.blocked()) {
        addMirrors(table, repository, table.prefix(), true, endpoints);
        endpoints.add(plainHosts.settle(table.origin(table.prefix(), repository).asMirror()));
      }
    }
  }

  private Optional<RegistryTable> table(String name) {
    return tables.stream().filter(table -> table.matches(name)).max(RegistryTable.byMatch(name));
  }

  private static FailureException blocked(String name, RegistryTable table) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        name,
        "is blocked by " + table.file() + " (" + table.prefix() + ")",
        NextStep.of(
            "name an image of another registry; who keeps {} decides about this one",
            table.file().toString()));
  }
}
