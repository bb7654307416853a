package io.longshore.oci.registry.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityBundleTest {
  private static final Path PACKAGED = Path.of("../packaging/authorities.pem");

  @TempDir Path folder;

  @Test
  void theSystemsComesBeforeTheOneThatComesAlong() throws IOException {
    Path system = Files.createFile(folder.resolve("system.pem"));
    assertEquals(Optional.of(system), AuthorityBundle.find(List.of(system), Optional.of(PACKAGED)));
  }

  @Test
  void whereTheSystemHasNoneTheOneThatComesAlongCounts() {
    List<Path> absent = List.of(folder.resolve("absent.pem"));
    assertEquals(Optional.of(PACKAGED), AuthorityBundle.find(absent, Optional.of(PACKAGED)));
    assertEquals(Optional.empty(), AuthorityBundle.find(absent, Optional.empty()));
  }

  @Test
  void whatComesAlongAreTheAuthoritiesOfMozilla() throws IOException {
    assertTrue(PemFile.certificates(PACKAGED).size() > 100);
  }
}
