package io.longshore.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 that vouches for itself.
 *
 * @param pem the certificate
 */
public record TestAuthority(
    Path pem, SSLContext serverContext, KeyManagerFactory keys, KeyStore store) {
  private static final String PASSWORD = "changeit";

  /**
   * @param folder where the certificate and its key are kept
   */
  public static TestAuthority create(Path folder) throws IOException, GeneralSecurityException {
    keytool(folder, "-genkeypair -keyalg EC -dname CN=test -ext san=ip:127.0.0.1 -ext bc=ca:true");
    keytool(folder, "-exportcert -rfc -file test.pem");

    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("test.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return new TestAuthority(folder.resolve("test.pem"), context, factory, keys);
  }

  /** Lets in only who shows the certificate of {@code user}. */
  public SSLServerSocket serverThatAsksFor(TestAuthority user)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("user", user.store().getCertificate("test"));
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    server.setNeedClientAuth(true);
    return server;
  }

  /** In text form. */
  public String privateKey() throws GeneralSecurityException {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder()
            .encodeToString(store.getKey("test", PASSWORD.toCharArray()).getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static void keytool(Path folder, String arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-keystore", "test.p12", "-storepass", PASSWORD, "-alias", "test"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new AssertionError("keytool exited with " + exitCode + ": " + printed);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
