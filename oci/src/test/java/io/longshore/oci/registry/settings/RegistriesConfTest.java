package io.longshore.oci.registry.settings;

import static io.longshore.oci.Failing.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistriesConfTest {
  @TempDir private Path folder;

  /** The first is the main file. */
  private RegistriesConf conf(String... contents) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String content : contents) {
      files.add(Files.writeString(folder.resolve(files.size() + ".conf"), content));
    }
    return RegistriesConf.load(
        new ConfigurationFiles.RegistriesFiles(
            files.stream().findFirst(), files.stream().skip(1).toList()),
        new PlainHosts(List.of("plain.example")));
  }

  private RegistriesConf load(Map<String, String> environment) throws IOException {
    return RegistriesConf.load(environment, folder.resolve("home"));
  }

  private Path write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static String table(String location, String more) {
    return "[[registry]]\nlocation = \"%s\"\n%s\n".formatted(location, more);
  }

  private static Repository repository(String name) {
    return Reference.parse(name).repository();
  }

  private static List<String> places(RegistriesConf conf, String name, boolean byDigest)
      throws FailureException {
    String full = Reference.parse(name).toString();
    return conf.endpoints(repository(name), full, byDigest).stream()
        .map(RegistriesConfTest::shown)
        .toList();
  }

  private static String shown(Endpoint endpoint) {
    String scheme =
        endpoint.security() == Security.UNSETTLED ? "insecure" : endpoint.security().scheme();
    return scheme
        + "://"
        + endpoint.repository()
        + endpoint.manifestName().map(name -> " as " + name).orElse("")
        + (endpoint.mirror() ? " mirror" : "");
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
            "insecure://one.example:5000/hub/library/busybox mirror",
            "https://three.example/library/busybox mirror",
            "https://docker.io/library/busybox"),
        places(conf, "busybox", false));
    assertEquals(
        List.of(
            "insecure://one.example:5000/hub/bids/aa mirror",
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
    assertEquals(List.of("insecure://quay.io/b"), places(conf, "quay.io/b", false));
    FailureException e =
        assertFails(FailureKind.UNSUPPORTED, () -> places(conf, "quay.io/a", false));
    assertTrue(e.problem().contains("blocked"), e.problem());
    RegistriesConf later = conf(open, "[[registry]]\nlocation = \"quay.io\"\n");
    assertEquals(List.of("https://quay.io/b"), places(later, "quay.io/b", false));
  }

  @Test
  void aTableMayBeForOneTagOrDigest() throws IOException {
    String digest = Digest.of(new byte[0]).toString();
    RegistriesConf conf =
        conf(
            table("a.io", "")
                + table("a.io/lab/tool:1", "blocked = true")
                + "[[registry]]\nprefix = \"a.io/lab/tool:2\"\nlocation = \"b.io/copy:7\"\n"
                + table("a.io/lab/tool@" + digest, "blocked = true"));
    assertBlocked(conf, "a.io/lab/tool:1");
    assertBlocked(conf, "a.io/lab/tool@" + digest);
    assertEquals(List.of("https://a.io/lab/tool"), places(conf, "a.io/lab/tool:10", false));
    assertEquals(List.of("https://b.io/copy as 7"), places(conf, "a.io/lab/tool:2", false));
    assertEquals(
        List.of("https://b.io/copy as 7 mirror", "https://a.io/lab/tool"),
        conf.endpoints(repository("a.io/lab/tool"), "a.io/lab/tool", true).stream()
            .map(RegistriesConfTest::shown)
            .toList(),
        "blobs may be at either place");
  }

  @Test
  void whatIsBlockedIsSoUnderAllItsNames() throws IOException {
    RegistriesConf conf =
        conf(
            table("Quay.IO/", "blocked = true")
                + table("index.docker.io", "blocked = true")
                + "[[registry]]\nprefix = \"*.lab.example\"\nblocked = true\n"
                + table("twice.io", "blocked = true")
                + table("twice.io", ""));
    for (String name :
        List.of(
            "quay.io/a",
            "QUAY.io/a",
            "quay.io:443/a",
            "busybox",
            "x.y.lab.example:5000/a",
            "twice.io/a")) {
      assertBlocked(conf, name);
    }
    assertEquals(List.of("https://lab.example/a"), places(conf, "lab.example/a", false));
  }

  private static void assertBlocked(RegistriesConf conf, String name) {
    FailureException e = assertFails(FailureKind.UNSUPPORTED, () -> places(conf, name, false));
    assertTrue(e.problem().contains("blocked by"), e.problem());
  }

  /** Go, in which the programs are written that read these files, takes any case. */
  @Test
  void fieldsMayBeInAnyCase() throws IOException {
    assertBlocked(conf("[[Registry]]\nLOCATION = \"a.io\"\nBlocked = true\n"), "a.io/b");
    assertBlocked(conf("[Registries.Block]\nRegistries = ['a.io']\n"), "a.io/b");
  }

  @Test
  void versionOneHasLists() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [registries.search]
            registries = ['quay.io']
            [registries.insecure]
            registries = ['lab.example:5000', 'bad.example/']
            [registries.block]
            registries = ['bad.example', 'docker.io']
            """);
    assertEquals(
        List.of("insecure://lab.example:5000/a"), places(conf, "lab.example:5000/a", true));
    assertEquals(List.of("https://quay.io/a"), places(conf, "quay.io/a", true));
    assertBlocked(conf, "bad.example/a");
    assertBlocked(conf, "busybox");
  }

  @Test
  void dropInFilesAreOfVersionTwo() {
    String one = "[registries.block]\nregistries = ['bad.example']\n";
    FailureException e = assertFails(FailureKind.MALFORMED, () -> conf("", one));
    assertEquals(folder.resolve("1.conf").toString(), e.subject());
  }

  /** Who cannot be reached over TLS is known only when it is asked, unless somebody says so. */
  @Test
  void insecureHostsKnownToBePlainAre() throws IOException {
    RegistriesConf conf =
        conf(
            table("plain.example:5000", "insecure = true")
                + table("other.example", "insecure = true")
                + table("plain.example:6000", ""));
    assertEquals(
        List.of("http://plain.example:5000/a"), places(conf, "plain.example:5000/a", true));
    assertEquals(List.of("insecure://other.example/a"), places(conf, "other.example/a", true));
    assertEquals(
        List.of("https://plain.example:6000/a"), places(conf, "plain.example:6000/a", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my_mirror:5000",
        "a@b.io",
        "b.io/a@c",
        "b.io/Proxy",
        "b.io/copy/..",
        "b.io:port",
        "-"
      })
  void aLocationThatMakesNoNameIsToldWhereItIsUsed(String location) throws IOException {
    RegistriesConf conf =
        conf("[[registry]]\nprefix = \"a.io\"\nlocation = \"%s\"\n".formatted(location));
    FailureException e = assertFails(FailureKind.MALFORMED, () -> places(conf, "a.io/b", false));
    assertEquals(folder.resolve("0.conf").toString(), e.subject());
    assertTrue(e.problem().contains("'" + location + "'"), e.problem());
    assertEquals(List.of("https://c.io/b"), places(conf, "c.io/b", false));
  }

  @Test
  void aLocationThatIsAHostMakesNoNameOfAWholeName() throws IOException {
    RegistriesConf conf = conf("[[registry]]\nprefix = \"a.io/lab/tool\"\nlocation = \"b.io\"\n");
    assertFails(FailureKind.MALFORMED, () -> places(conf, "a.io/lab/tool:1", false));
    RegistriesConf ofTag =
        conf("[[registry]]\nprefix = \"a.io/b:1\"\nlocation = \"c.io/d:no tag\"\n");
    assertFails(FailureKind.MALFORMED, () -> places(ofTag, "a.io/b:1", false));
    assertEquals(List.of("https://b.io/more"), places(conf, "a.io/lab/tool/more", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[registry]\n",
        "[[registry]]\ninsecure = true\n",
        "[[registry]]\nlocation = \"https://quay.io\"\n",
        "[[registry]]\nlocation = \"quay.io\"\ninsecure = \"yes\"\n",
        "[[registry]]\nlocation = 5\n",
        "[registry]\nlocation = \"quay.io\"\n",
        "registry = [\"quay.io\"]\n",
        "[[registry]]\nlocation = \"quay.io\"\nmirror = \"m.io\"\n",
        "[[registry]]\nlocation = \"quay.io\"\npull-from-mirror = \"all\"\n",
        "registries = [\"quay.io\"]\n",
        "[registries.block]\nregistries = \"quay.io\"\n",
        "[registries.block]\nregistries = [\"https://quay.io\"]\n",
        "[[registry]]\nlocation = \"quay.io\"\n[registries.block]\nregistries = [\"a.io\"]\n",
        """
        [[registry]]
        location = "a.b"
        mirror-by-digest-only = true
        [[registry.mirror]]
        location = "c.d"
        pull-from-mirror = "all"
        """,
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
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Path notText = folder.resolve("latin1.conf");
    Files.write(notText, new byte[] {'#', (byte) 0xe4});
    for (Path file : List.of(folder.resolve("absent.conf"), folder, notText)) {
      FailureException e =
          assertFails(
              FailureKind.MALFORMED,
              () -> load(Map.of("CONTAINERS_REGISTRIES_CONF", file.toString())));
      assertEquals(file.toString(), e.subject());
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfAFile() throws IOException {
    assertBlocked(conf("\ufeff" + table("quay.io", "blocked = true")), "quay.io/a");
  }

  @Test
  void theFileNamedInTheEnvironmentCountsInPlaceOfTheUsers() throws IOException {
    Path named = write("named.conf", "");
    write("home/.config/containers/registries.conf", "bad");
    write("home/.config/containers/registries.conf.d/1.conf", table("a.io", "blocked = true"));
    RegistriesConf conf = load(Map.of("CONTAINERS_REGISTRIES_CONF", named.toString()));
    assertEquals(List.of("https://quay.io/a"), places(conf, "quay.io/a", true));
    assertBlocked(conf, "a.io/b");
  }

  @Test
  void theFolderNamedInTheEnvironmentCountsInPlaceOfTheOthers() throws IOException {
    write("home/.config/containers/registries.conf.d/1.conf", table("a.io", "blocked = true"));
    write("named/1.conf", table("b.io", "insecure = true"));
    RegistriesConf conf =
        load(Map.of("CONTAINERS_REGISTRIES_CONF_DIR", folder.resolve("named").toString()));
    assertEquals(List.of("https://a.io/b"), places(conf, "a.io/b", true));
    assertEquals(List.of("insecure://b.io/b"), places(conf, "b.io/b", true));
  }

  @Test
  void theUsersFolderMayBeElsewhereAndHasDropIns() throws IOException {
    write("xdg/containers/registries.conf", table("quay.io", "blocked = true"));
    write("xdg/containers/registries.conf.d/10.conf", table("quay.io", "insecure = true"));
    write("xdg/containers/registries.conf.d/20.txt", "not read");
    write("xdg/containers/registries.conf.d/30.conf/is-a-folder", "not read");
    RegistriesConf conf = load(Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString()));
    assertEquals(List.of("insecure://quay.io/a"), places(conf, "quay.io/a", true));
  }

  /** As the manual page of that folder says. */
  @Test
  void besideTheUsersMainFileTheSystemsDropInsDoNotCount() throws IOException {
    Path main = write("etc/registries.conf", table("quay.io", ""));
    Path ofSystem = write("etc/registries.conf.d/50-site.conf", table("quay.io", ""));
    Path ofUser = write("home/.config/containers/registries.conf.d/10.conf", "");
    ConfigurationFiles files =
        new ConfigurationFiles(Map.of(), folder.resolve("home"), folder.resolve("etc"));
    assertEquals(
        new ConfigurationFiles.RegistriesFiles(Optional.of(main), List.of(ofSystem, ofUser)),
        files.registriesConf());
    Path users = write("home/.config/containers/registries.conf", "");
    assertEquals(
        new ConfigurationFiles.RegistriesFiles(Optional.of(users), List.of(ofUser)),
        files.registriesConf());
  }
}
