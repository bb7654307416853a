package io.longshore.acceptance.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.LaidOutCollection;
import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.MadeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final int LAYERS = 3;
  private static final Pattern URL = Pattern.compile("\\S+://\\S+");

  @TempDir private static Path folder;

  private HubNetwork network;
  private LaidOutCollection collection;

  @BeforeAll
  void migrate() throws IOException {
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
  void bothImagesAreMigrated() {
    for (String image : List.of("bids/bids-validator--1.2.3", "bids/bids-debian--12")) {
      assertTrue(Files.isRegularFile(collection.path("images/" + image + ".sif")), image);
      assertTrue(Files.isDirectory(collection.path("images-oci/" + image + ".oci")), image);
    }
    assertEquals("", collection.shell().run("git", "status", "--porcelain"));
  }

  @Test
  void layersHaveTheirAddressOnDockerHub() {
    assertEquals(
        Stream.concat(
                blobUrls("bids/validator", HubStandIn.application()),
                blobUrls("library/debian", HubStandIn.official()))
            .collect(Collectors.toSet()),
        URL.matcher(collection.imagesOci().run("git", "annex", "whereis"))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet()));
  }

  @Test
  void aCloneFetchesLayersFromDockerHub() throws IOException {
    Path clone = folder.resolve("clone");
    Shell shell = collection.shell().at(clone);
    collection.shell().run("git", "clone", "-q", "images-oci", clone.toString());
    shell.run("git", "annex", "init", "-q", "clone");
    assertEquals("", shell.run("git", "annex", "find"));

    inTime(shell, "git", "annex", "get", "-q", "--from", "datalad");
    assertEquals(LAYERS, shell.run("git", "annex", "find").lines().count());

    // With nobody else to have them, git-annex asks the registry before it lets go of them.
    shell.run("git", "remote", "remove", "origin");
    inTime(shell, "git", "annex", "drop", "-q");
    assertEquals("", shell.run("git", "annex", "find"));

    inTime(shell, "git", "annex", "get", "-q");
    assertEquals(LAYERS, shell.run("git", "annex", "find").lines().count());
    shell.run("git", "annex", "fsck", "-q");
  }

  /** DataLad waits for an answer at the terminal when it does not know how to ask a registry. */
  private void inTime(Shell shell, String... command) {
    Stream<String> limited = Stream.of("timeout", "60", "sh", "-c", "\"$@\" 2>&1", "sh");
    String said = network.run(shell, Stream.concat(limited, Stream.of(command)).toList());
    assertFalse(said.contains("Multiple providers"), said);
  }

  private static Stream<String> blobUrls(String path, MadeImage image) {
    return image.manifest().layers().stream()
        .map(layer -> "https://registry-1.docker.io/v2/" + path + "/blobs/" + layer.digest());
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
