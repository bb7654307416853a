package io.longshore.oci.registry;

import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trust in the authorities Java knows, and in those of PEM files beside them. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * @throws FailureException of kind {@link FailureKind#MALFORMED}, naming the file that cannot be
   *     read or holds no certificate
   */
  static SSLContext contextWith(List<Path> pemFiles) throws FailureException {
    try {
      if (pemFiles.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : authoritiesOfJava()) {
        store.setCertificateEntry("certificate-" + store.size(), authority);
      }
      for (Path file : pemFiles) {
        for (Certificate certificate : read(file)) {
          store.setCertificateEntry("certificate-" + store.size(), certificate);
        }
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(store).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      if (e instanceof FailureException failure) {
        throw failure;
      }
      throw new IllegalStateException("this Java platform cannot set up TLS", e);
    }
  }

  private static List<X509Certificate> authoritiesOfJava() throws GeneralSecurityException {
    return Arrays.stream(trustManagers(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
        .toList();
  }

  private static TrustManagerFactory trustManagers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static Collection<? extends Certificate> read(Path file) throws FailureException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!certificates.isEmpty()) {
        return certificates;
      }
      throw unusable(file, "holds no certificate", null);
    } catch (GeneralSecurityException e) {
      throw unusable(file, "is not a PEM file of certificates", e);
    } catch (IOException e) {
      if (e instanceof FailureException failure) {
        throw failure;
      }
      throw unusable(file, "cannot be read", e);
    }
  }

  private static FailureException unusable(Path file, String problem, Exception cause) {
    return new FailureException(
        FailureKind.MALFORMED,
        file.toString(),
        problem,
        "name a PEM file of certificate authorities with SSL_CERT_FILE or --ca",
        cause);
  }
}
