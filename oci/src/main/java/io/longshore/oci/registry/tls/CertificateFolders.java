package io.longshore.oci.registry.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders {@code certs.d}. Each may have a folder of certificates for a registry, named {@code
 * HOST} or {@code HOST:PORT} as in references. The user's own folder comes first, and only the
 * first existing folder counts.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.34.0/docs/containers-certs.d.5.md">containers-certs.d(5)</a>
 */
public final class CertificateFolders {
  private final List<Path> roots;
  private final Map<String, Optional<Path>> known = new ConcurrentHashMap<>();

  /**
   * @param roots in the order of decreasing precedence; they need not exist
   */
  public CertificateFolders(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  public static CertificateFolders of(Path home) {
    return new CertificateFolders(
        List.of(
            home.resolve(".config/containers/certs.d"),
            Path.of("/etc/containers/certs.d"),
            Path.of("/etc/docker/certs.d")));
  }

  /** The folder of a registry, if there is a readable one. */
  public Optional<Path> find(String registry) {
    return known.computeIfAbsent(
        registry,
        name ->
            roots.stream()
                .map(root -> root.resolve(name))
                .filter(folder -> Files.isDirectory(folder) && Files.isReadable(folder))
                .findFirst());
  }
}
