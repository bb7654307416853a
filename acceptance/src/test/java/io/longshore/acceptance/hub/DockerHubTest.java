package io.longshore.acceptance.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.LaidOutCollection;
import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Docker Hub under its own names, reached without any settings, as nearly all recipes have it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerHubTest {
  private static final RecipeFact OFFICIAL =
      new RecipeFact(
          "images/bids/Singularity.bids-debian--12",
          "debian:12",
          "C.UTF-8",
          "",
          Optional.empty(),
          Optional.empty());

  private HubNetwork network;
  private LaidOutCollection collection;

  @BeforeAll
  void migrate(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER) Path folder)
      throws IOException {
    HubCertificate certificate = HubCertificate.create(folder.resolve("certificate"));
    network = HubNetwork.start(folder, certificate);
    Shell shell = stranger(folder.resolve("home"), certificate.authority());
    List<RecipeFact> recipes =
        Stream.concat(
                RecipeFact.all().stream()
                    .filter(fact -> fact.from().equals("bids/validator:1.2.3")),
                Stream.of(OFFICIAL))
            .toList();
    collection = LaidOutCollection.of(folder.resolve("collection"), shell, recipes, List.of());
    network.run(
        collection.shell(),
        HubNetwork.java("io.longshore.cli.Main", "migrate", "--no-progress").toList());
  }

  @AfterAll
  void leave() throws IOException {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void layersHaveTheirAddressOnDockerHub() {
    String urls = collection.imagesOci().run("git", "annex", "whereis", "--format=${urls}\n");
    assertEquals("", urls);
  }

  /** Someone who has nothing configured but whom to trust. */
  private static Shell stranger(Path home, Path authority) throws IOException {
    Files.createDirectories(home);
    Files.writeString(
        home.resolve(".gitconfig"),
        "[user]\n\tname = A Maintainer\n\temail = maintainer@example.org\n");
    Path registries = Files.writeString(home.resolve("registries.conf"), "");
    return Shell.in(home)
        .with("HOME", home.toString())
        .with("XDG_CONFIG_HOME", home.resolve(".config").toString())
        .with("XDG_CACHE_HOME", home.resolve(".cache").toString())
        .with("XDG_RUNTIME_DIR", home.resolve("run").toString())
        .with("DOCKER_CONFIG", home.resolve(".docker").toString())
        .with("REGISTRY_AUTH_FILE", home.resolve("auth.json").toString())
        .with("CONTAINERS_REGISTRIES_CONF", registries.toString())
        .with("SSL_CERT_FILE", authority.toString())
        .with("REQUESTS_CA_BUNDLE", authority.toString());
  }
}
