package io.longshore.oci.registry;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistriesConfTest {
  @TempDir private Path folder;

  private RegistriesConf conf(String... contents) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String content : contents) {
      files.add(Files.writeString(folder.resolve(files.size() + ".conf"), content));
    }
    return RegistriesConf.load(files);
  }

  private static Repository repository(String name) {
    return Reference.parse(name).repository();
  }

  private static List<String> places(RegistriesConf conf, String name, boolean byDigest)
      throws FailureException {
    return conf.endpoints(repository(name), byDigest).stream()
        .map(e -> e.scheme() + "://" + e.repository() + (e.mirror() ? " mirror" : ""))
        .toList();
  }

  @Test
  void withoutSettingsTheRegistryIsAskedOverHttps() throws IOException {
    assertEquals(List.of("https://docker.io/library/busybox"), places(conf(), "busybox", false));
    assertEquals(List.of("https://127.0.0.1:5000/a"), places(conf(), "127.0.0.1:5000/a", false));
  }

  @Test
  void mirrorsComeInOrderAndTheRegistryLast() throws IOException {
    RegistriesConf conf =
        conf(
            """
            unqualified-search-registries = ["quay.io"]
            short-name-mode = "enforcing"
            [[registry]]
            location = "docker.io"
            [[registry.mirror]]
            location = "one.example:5000/hub/"
            insecure = true
            [[registry.mirror]]
            location = "two.example"
            pull-from-mirror = "digest-only"
            [[registry.mirror]]
            location = "three.example"
            pull-from-mirror = "tag-only"
            [aliases]
            "busybox" = "quay.io/prometheus/busybox"
            """);
    assertEquals(
        List.of(
            "http://one.example:5000/hub/library/busybox mirror",
            "https://three.example/library/busybox mirror",
            "https://docker.io/library/busybox"),
        places(conf, "busybox", false));
    assertEquals(
        List.of(
            "http://one.example:5000/hub/bids/aa mirror",
            "https://two.example/bids/aa mirror",
            "https://docker.io/bids/aa"),
        places(conf, "bids/aa", true));
  }

  @Test
  void mirrorByDigestOnlyIsForAllMirrors() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            location = "quay.io"
            mirror-by-digest-only = true
            [[registry.mirror]]
            location = "m.example"
            """);
    assertEquals(List.of("https://quay.io/a"), places(conf, "quay.io/a", false));
    assertEquals(2, places(conf, "quay.io/a", true).size());
  }

  @Test
  void aPathInThePrefixIsReplacedToo() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            prefix = "quay.io/team"
            location = "store.example/copy"
            [[registry.mirror]]
            location = "m.example/cache"
            """);
    assertEquals(
        List.of("https://m.example/cache/app mirror", "https://store.example/copy/app"),
        places(conf, "quay.io/team/app", false));
    assertEquals(List.of("https://quay.io/teams"), places(conf, "quay.io/teams", false));
  }

  @Test
  void aWildcardStandsForAllHostsBelowADomain() throws IOException {
    RegistriesConf conf =
        conf("[[registry]]\nprefix = \"*.example.com\"\nlocation = \"store.example\"\n");
    assertEquals(List.of("https://store.example/a/b"), places(conf, "x.y.example.com/a/b", false));
    assertEquals(List.of("https://example.com/a/b"), places(conf, "example.com/a/b", false));
  }

  @Test
  void theLongestPrefixCountsAndOfEqualOnesTheLast() throws IOException {
    String open = "[[registry]]\nlocation = \"quay.io\"\ninsecure = true\n";
    RegistriesConf conf = conf(open, "[[registry]]\nlocation = \"quay.io/a\"\nblocked = true\n");
    assertEquals(List.of("http://quay.io/b"), places(conf, "quay.io/b", false));
    FailureException e =
        assertFails(FailureKind.UNSUPPORTED, () -> places(conf, "quay.io/a", false));
    assertTrue(e.problem().contains("blocked"), e.problem());
    RegistriesConf later = conf(open, "[[registry]]\nlocation = \"quay.io\"\n");
    assertEquals(List.of("https://quay.io/b"), places(later, "quay.io/b", false));
  }

  @Test
  void blobUrlsAreTheRegistrysOwn() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            location = "lab.example:5000"
            insecure = true
            [[registry]]
            location = "docker.io"
            [[registry.mirror]]
            location = "127.0.0.1:5000"
            insecure = true
            [[registry]]
            prefix = "quay.io"
            location = "127.0.0.1:5000"
            insecure = true
            """);
    Digest digest = Digest.of(new byte[0]);
    Map<String, String> expected =
        Map.of(
            "busybox", "https://registry-1.docker.io/v2/library/busybox/blobs/" + digest,
            "lab.example:5000/a/b", "http://lab.example:5000/v2/a/b/blobs/" + digest,
            "ghcr.io/a/b", "https://ghcr.io/v2/a/b/blobs/" + digest,
            "quay.io/a/b", "https://quay.io/v2/a/b/blobs/" + digest);
    expected.forEach(
        (name, url) -> {
          Repository repository = repository(name);
          assertEquals(URI.create(url), BlobUrl.of(repository, digest, conf.scheme(repository)));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[registry]\n",
        "[[registry]]\ninsecure = true\n",
        "[[registry]]\nlocation = \"https://quay.io\"\n",
        "[[registry]]\nlocation = \"quay.io\"\ninsecure = \"yes\"\n",
        "[[registry]]\nlocation = 5\n",
        "[[registry]]\nlocation = \"*.quay.io\"\n",
        "[[registry]]\nlocation = \"quay.io\"\n[[registry.mirror]]\ninsecure = true\n",
        """
        [[registry]]
        location = "a.b"
        [[registry.mirror]]
        location = "c.d"
        pull-from-mirror = "never"
        """,
      })
  void aBadFileIsNamed(String content) {
    FailureException e = assertFails(FailureKind.MALFORMED, () -> conf(content));
    assertEquals(folder.resolve("0.conf").toString(), e.subject());
  }

  @Test
  void theFileNamedInTheEnvironmentIsTheOnlyOne() throws IOException {
    Path named = Files.writeString(folder.resolve("named.conf"), "");
    Files.createDirectories(folder.resolve("home/.config/containers"));
    Files.writeString(folder.resolve("home/.config/containers/registries.conf"), "bad");
    RegistryOptions options =
        RegistryOptions.of(
            Map.of("CONTAINERS_REGISTRIES_CONF", named.toString()), folder.resolve("home"));
    assertEquals(
        List.of("https://quay.io/a"), places(RegistriesConf.load(options), "quay.io/a", true));
  }

  @Test
  void theUsersFolderMayBeElsewhereAndHasDropIns() throws IOException {
    Path user = Files.createDirectories(folder.resolve("xdg/containers/registries.conf.d"));
    Files.writeString(
        user.getParent().resolve("registries.conf"),
        "[[registry]]\nlocation = \"quay.io\"\nblocked = true\n");
    Files.writeString(
        user.resolve("10.conf"), "[[registry]]\nlocation = \"quay.io\"\ninsecure = true\n");
    Files.writeString(user.resolve("20.txt"), "not read");
    RegistryOptions options =
        RegistryOptions.of(
            Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString()), folder.resolve("home"));
    assertEquals(
        List.of("http://quay.io/a"), places(RegistriesConf.load(options), "quay.io/a", true));
  }
}
