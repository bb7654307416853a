package io.longshore.oci.registry.tls;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Hosts;
import io.longshore.oci.registry.address.Security;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * HTTP clients, one for each set of certificates. They share connections and threads. TLS is set up
 * when the first client is requested.
 */
public final class TlsClients {
  private static final ConnectionSpec AS_JAVA_IS_SET =
      new ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
          .allEnabledTlsVersions()
          .allEnabledCipherSuites()
          .build();

  private record Key(Optional<Path> folder, boolean withKeys, boolean unchecked) {}

  private final OkHttpClient plain;
  private final CertificateFolders folders;
  private final Map<String, String> environment;
  private final Map<Key, OkHttpClient> secure = new HashMap<>();

  /**
   * @param plain a client without TLS
   */
  public TlsClients(
      OkHttpClient plain, CertificateFolders folders, Map<String, String> environment) {
    this.plain = plain;
    this.folders = folders;
    this.environment = environment;
  }

  /**
   * The client for {@code url}, which is asked on behalf of {@code repository}. If the host of
   * {@code url} has no certificates of its own, those of the registry are used.
   *
   * @param reached whether the certificate of the host is checked
   * @throws io.longshore.ground.FailureException if a file of certificates is malformed; the
   *     message names the file
   */
  public OkHttpClient clientFor(HttpUrl url, Optional<Repository> repository, Security reached)
      throws IOException {
    return url.isHttps() ? client(key(url, repository, reached == Security.TLS_UNCHECKED)) : plain;
  }

  private Key key(HttpUrl url, Optional<Repository> repository, boolean unchecked) {
    String host = Hosts.of(url);
    Stream<String> names = url.port() == 443 ? Stream.of(host, host + ":443") : Stream.of(host);
    Optional<Path> ofHost = names.flatMap(name -> folders.find(name).stream()).findFirst();
    if (ofHost.isPresent() || repository.isEmpty()) {
      return new Key(ofHost, true, unchecked);
    }
    Repository asked = repository.get();
    return new Key(
        folders.find(asked.registry()), asked.apiHost().equalsIgnoreCase(host), unchecked);
  }

  private synchronized OkHttpClient client(Key key) throws IOException {
    OkHttpClient client = secure.get(key);
    if (client == null) {
      HostCertificates certificates =
          key.folder().isPresent()
              ? HostCertificates.in(key.folder().get())
              : HostCertificates.NONE;
      client = with(key.withKeys() ? certificates : certificates.withoutKeys(), key.unchecked());
      secure.put(key, client);
    }
    return client;
  }

  private OkHttpClient with(HostCertificates certificates, boolean unchecked) {
    X509TrustManager trust =
        unchecked
            ? new AnyCertificate()
            : new TrustedCertificates(certificates.authorityFiles(), environment);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          certificates.keys().toArray(new KeyManager[0]), new TrustManager[] {trust}, null);
      OkHttpClient.Builder client =
          plain
              .newBuilder()
              .connectionSpecs(List.of(AS_JAVA_IS_SET))
              .sslSocketFactory(new ServerNames(context.getSocketFactory()), trust);
      if (unchecked) {
        client.hostnameVerifier((_, _) -> true);
      }
      return client.build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform cannot set up TLS", e);
    }
  }
}
