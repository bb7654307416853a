package io.longshore.oci.registry.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the file of certificate authorities that is used if the user names none. */
final class AuthorityBundle {
  /** The files of operating systems; the list is Go's. */
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

  /** The property with the file of authorities in a packaged Longshore. */
  private static final String ALONG = "longshore.authorities";

  private AuthorityBundle() {}

  static Optional<Path> ofProcess() {
    return find(OF_SYSTEMS, Optional.ofNullable(System.getProperty(ALONG)).map(Path::of));
  }

  /**
   * The file of the system, so that the system decides whom to trust; or else the file of a
   * packaged Longshore.
   */
  static Optional<Path> find(List<Path> ofSystems, Optional<Path> along) {
    return Stream.concat(ofSystems.stream(), along.stream()).filter(Files::isReadable).findFirst();
  }
}
