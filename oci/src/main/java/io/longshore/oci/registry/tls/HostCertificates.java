package io.longshore.oci.registry.tls;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The content of a folder of {@link CertificateFolders}: authorities in {@code *.crt}, and
 * certificates of the user in {@code NAME.cert} with their keys in {@code NAME.key}.
 *
 * @param authorityFiles the files with authorities, which are not read yet
 * @param keys the certificates of the user; empty if the folder has none
 */
public record HostCertificates(List<Path> authorityFiles, List<KeyManager> keys) {
  static final HostCertificates NONE = new HostCertificates(List.of(), List.of());

  private static final char[] NO_PASSWORD = {};

  /**
   * @throws FailureException of kind {@link FailureKind#MALFORMED}, naming the file
   */
  public static HostCertificates in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.sorted().toList();
    }
    for (Path key : ending(".key", files)) {
      require(key, sibling(key, ".key", ".cert"), "is the key of a certificate that is not there");
    }
    List<Path> certificates = ending(".cert", files);
    return new HostCertificates(
        ending(".crt", files), certificates.isEmpty() ? List.of() : keys(certificates));
  }

  HostCertificates withoutKeys() {
    return new HostCertificates(authorityFiles, List.of());
  }

  private static List<KeyManager> keys(List<Path> certificates) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Path certificate : certificates) {
        Path key = sibling(certificate, ".cert", ".key");
        require(
            certificate,
            key,
            "is a certificate without a key (authorities are in files that end in .crt)");
        store.setKeyEntry(
            certificate.getFileName().toString(),
            privateKey(key),
            NO_PASSWORD,
            chain(certificate).toArray(new X509Certificate[0]));
      }
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return List.of(factory.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform cannot set up TLS", e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    try {
      return PemFile.privateKey(file);
    } catch (GeneralSecurityException e) {
      throw unusable(file, "holds " + e.getMessage());
    }
  }

  private static List<X509Certificate> chain(Path file) throws IOException {
    List<X509Certificate> chain = PemFile.certificates(file);
    if (chain.isEmpty()) {
      throw unusable(file, "holds no certificate in PEM form");
    }
    return chain;
  }

  private static List<Path> ending(String suffix, List<Path> files) {
    List<Path> found = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(suffix)) {
        found.add(file);
      }
    }
    return found;
  }

  private static Path sibling(Path file, String suffix, String other) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - suffix.length()) + other);
  }

  private static void require(Path file, Path other, String problem) throws FailureException {
    if (!Files.exists(other)) {
      throw unusable(file, problem);
    }
  }

  private static FailureException unusable(Path file, String problem) {
    return new FailureException(
        FailureKind.MALFORMED,
        file.toString(),
        problem,
        NextStep.of("repair or remove it; see: man 5 containers-certs.d"));
  }
}
