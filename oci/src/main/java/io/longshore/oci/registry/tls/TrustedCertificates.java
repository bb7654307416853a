package io.longshore.oci.registry.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the authorities of Java, of the registry's folder, of {@code SSL_CERT_FILE} and {@code
 * SSL_CERT_DIR}, and of the operating system unless {@code SSL_CERT_FILE} names another file. All
 * authorities except Java's are read when they are first needed, so that a missing file harms only
 * connections that need it.
 *
 * <p>The Java of a packaged Longshore has no authorities. The package contains a file of
 * authorities, which is used if the operating system has none.
 */
final class TrustedCertificates extends X509ExtendedTrustManager {
  /**
   * Empty if Java has no authorities, because a trust manager without authorities throws unexpected
   * exceptions.
   */
  private final Optional<X509ExtendedTrustManager> ofJava =
      Optional.of(trustIn(null)).filter(trust -> trust.getAcceptedIssuers().length > 0);

  private final List<Path> ofRegistry;
  private final Map<String, String> environment;
  private Others others;

  /**
   * @param trust empty if there is no authority
   * @param trouble failures to read files, in words that follow a message
   */
  private record Others(Optional<X509ExtendedTrustManager> trust, String trouble) {}

  /**
   * @param ofRegistry PEM files
   */
  TrustedCertificates(List<Path> ofRegistry, Map<String, String> environment) {
    this.ofRegistry = List.copyOf(ofRegistry);
    this.environment = environment;
  }

  @FunctionalInterface
  private interface Check {
    void by(X509ExtendedTrustManager trust) throws CertificateException;
  }

  private void require(Check check) throws CertificateException {
    if (ofJava.isEmpty()) {
      requireByOthers(check, new CertificateException("no certificate authority is known"));
      return;
    }
    try {
      check.by(ofJava.get());
    } catch (CertificateException e) {
      requireByOthers(check, e);
    }
  }

  private void requireByOthers(Check check, CertificateException reason)
      throws CertificateException {
    Others beside = others();
    if (beside.trust().isEmpty()) {
      throw new CertificateException(reason.getMessage() + beside.trouble(), reason);
    }
    try {
      check.by(beside.trust().get());
    } catch (CertificateException e) {
      throw new CertificateException(e.getMessage() + beside.trouble(), e);
    }
  }

  private synchronized Others others() {
    if (others == null) {
      others = readOthers();
    }
    return others;
  }

  private Others readOthers() {
    List<X509Certificate> found = new ArrayList<>();
    StringBuilder trouble = new StringBuilder();
    ofRegistry.forEach(file -> read(file, file.toString(), found, trouble));
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    if (named.isEmpty()) {
      AuthorityBundle.ofProcess()
          .ifPresent(bundle -> read(bundle, bundle.toString(), found, trouble));
    } else {
      read(Path.of(named), "the file " + named + " that SSL_CERT_FILE names", found, trouble);
    }
    for (String folder : environment.getOrDefault("SSL_CERT_DIR", "").split(":")) {
      if (!folder.isEmpty()) {
        readFolder(Path.of(folder), found, trouble);
      }
    }
    return new Others(
        found.isEmpty() ? Optional.empty() : Optional.of(trustIn(found)), trouble.toString());
  }

  private static void read(
      Path file, String inWords, List<X509Certificate> found, StringBuilder trouble) {
    try {
      List<X509Certificate> certificates = PemFile.certificates(file);
      found.addAll(certificates);
      if (certificates.isEmpty()) {
        trouble.append("; ").append(inWords).append(" holds no certificate in PEM form");
      }
    } catch (IOException e) {
      trouble.append("; ").append(inWords).append(" cannot be read");
    }
  }

  // Such folders have other files too, such as revocation lists.
  private static void readFolder(Path folder, List<X509Certificate> found, StringBuilder trouble) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        found.addAll(PemFile.certificates(file));
      }
    } catch (IOException e) {
      trouble.append("; the folder ").append(folder).append(" of SSL_CERT_DIR cannot be read");
    }
  }

  /**
   * @param authorities the authorities; null for those of Java
   */
  private static X509ExtendedTrustManager trustIn(List<X509Certificate> authorities) {
    try {
      KeyStore store = null;
      if (authorities != null) {
        store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate authority : authorities) {
          store.setCertificateEntry("authority-" + store.size(), authority);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java platform cannot set up TLS", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    require(trust -> trust.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    require(trust -> trust.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    require(trust -> trust.checkServerTrusted(chain, authType));
  }

  /** Empty, because this manager trusts servers only and requests no certificates of clients. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }
}
