package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.registry.tls.CertificateFolders;
import io.longshore.oci.registry.tls.HostCertificates;
import io.longshore.oci.registry.tls.PemFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSL writes. */
class CertificateFilesTest {
  @TempDir private Path folder;

  private Path openssl(String arguments) throws Exception {
    Path file = folder.resolve("key.pem");
    Process process =
        new ProcessBuilder(List.of(("openssl " + arguments + " -out " + file).split(" ")))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "genpkey -algorithm RSA,                                       RSA",
    "genrsa -traditional,                                     RSA",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384,       EC",
    "ecparam -name prime256v1 -genkey,                             EC",
    "ecparam -name secp521r1 -genkey -noout,                       EC",
    "genpkey -algorithm ED25519,                                   EdDSA",
  })
  void keysAreRead(String command, String algorithm) throws Exception {
    PrivateKey key = PemFile.privateKey(openssl(command));
    assertEquals(algorithm, key.getAlgorithm());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genpkey -algorithm ED25519 -aes256 -pass pass:secret",
        "ecparam -name prime256v1",
      })
  void whatHoldsNoKeyThatCanBeReadIsSaid(String command) throws Exception {
    Path file = openssl(command);
    assertThrows(InvalidKeySpecException.class, () -> PemFile.privateKey(file));
  }

  @Test
  void certificatesThatCannotBeReadArePassedOver() throws Exception {
    Path file = openssl("req -x509 -newkey ed25519 -nodes -keyout other.pem -subj /CN=authority");
    String good = Files.readString(file);
    String bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    Files.writeString(
        file, "# a comment\n" + bad + good + "words\r\n" + good.replace("\n", "\r\n"));
    assertEquals(2, PemFile.certificates(file).size());
  }

  @Test
  void aFolderForARegistryIsTheFirstThatIsThere() throws Exception {
    Path user = Files.createDirectories(folder.resolve("user/localhost:5000"));
    Files.createDirectories(folder.resolve("system/localhost:5000"));
    Path second = Files.createDirectories(folder.resolve("system/quay.io"));
    CertificateFolders folders =
        new CertificateFolders(
            List.of(folder.resolve("user"), folder.resolve("absent"), folder.resolve("system")));
    assertEquals(Optional.of(user), folders.find("localhost:5000"));
    assertEquals(Optional.of(second), folders.find("quay.io"));
    assertEquals(Optional.empty(), folders.find("docker.io"));
  }

  @Test
  void aCertificateWithoutItsKeyIsNamedAndSoIsAKeyAlone() throws Exception {
    Files.writeString(folder.resolve("ca.crt"), "");
    assertTrue(HostCertificates.in(folder).keys().isEmpty());
    Path key = Files.writeString(folder.resolve("a.key"), "");
    assertUnusable(key);
    Files.move(key, folder.resolve("b.key.old"));
    assertUnusable(Files.writeString(folder.resolve("b.cert"), ""));
  }

  private void assertUnusable(Path file) {
    FailureException e = assertThrows(FailureException.class, () -> HostCertificates.in(folder));
    assertEquals(FailureKind.MALFORMED, e.kind());
    assertEquals(file.toString(), e.subject());
    assertFalse(e.nextStep().isEmpty());
  }
}
