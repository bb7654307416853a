package io.longshore.acceptance.hub;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for Docker Hub's names, and the authority that signed it, made on the spot. */
record HubCertificate(Path folder) {
  private static final String PASSWORD = "changeit";

  static HubCertificate create(Path folder) throws IOException {
    Files.createDirectories(folder);
    HubCertificate made = new HubCertificate(folder);
    String names = HubStandIn.NAMES.stream().map("dns:"::concat).collect(Collectors.joining(","));
    made.keytool("-genkeypair -alias authority -keyalg EC -dname CN=Authority -ext bc:c=ca:true");
    made.keytool(
        "-genkeypair -alias server -signer authority -keyalg EC -dname CN=Server -ext san="
            + names);
    made.keytool("-exportcert -rfc -alias authority -file authority.pem");
    // Or the server might show the authority as its own certificate.
    made.keytool("-delete -alias authority");
    return made;
  }

  /** The authority's certificate. */
  Path authority() {
    return folder.resolve("authority.pem");
  }

  SSLContext serverContext() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String arguments) {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Shell.in(folder)
        .run(
            Stream.of(keytool + " " + arguments + " -keystore keys.p12 -storepass " + PASSWORD)
                .flatMap(line -> Stream.of(line.split(" ")))
                .toArray(String[]::new));
  }
}
