package io.longshore.oci.registry.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file of certificate authorities that counts where nobody names one. */
final class AuthorityBundle {
  /** Where operating systems keep them, as in Go. */
  private static final List<Path> OF_SYSTEMS =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/ca-bundle.pem",
              "/etc/pki/tls/cacert.pem",
              "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
              "/etc/ssl/cert.pem")
          .map(Path::of)
          .toList();

  /** Names the file of those that a packaged Longshore brings along. */
  private static final String ALONG = "longshore.authorities";

  private AuthorityBundle() {}

  static Optional<Path> ofProcess() {
    return find(OF_SYSTEMS, Optional.ofNullable(System.getProperty(ALONG)).map(Path::of));
  }

  /** The system's, so that it is the system that decides whom to trust; else what comes along. */
  static Optional<Path> find(List<Path> ofSystems, Optional<Path> along) {
    return Stream.concat(ofSystems.stream(), along.stream()).filter(Files::isReadable).findFirst();
  }
}
