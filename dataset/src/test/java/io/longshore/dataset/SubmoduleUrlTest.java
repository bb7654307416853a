package io.longshore.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmoduleUrlTest {
  @ParameterizedTest
  @CsvSource({
    "./images-oci, https://example.org/team/containers, https://example.org/team/containers/images-oci",
    "../oci.git, https://example.org/team/containers.git/, https://example.org/team/oci.git",
    "../../oci, ssh://git@example.org/team/containers, ssh://git@example.org/oci",
    "../oci, git@example.org:team/containers, git@example.org:team/oci",
    "../oci, git@example.org:containers, git@example.org:oci",
    "./oci/, /data/containers, /data/containers/oci",
    "../other/./oci, /data/containers, /data/other/./oci",
    "https://example.org/oci, /data/containers, https://example.org/oci",
    "/srv/oci, https://example.org/containers, /srv/oci"
  })
  void meansWhatGitTakesItFor(String url, String superdataset, String expected) {
    assertEquals(expected, new SubmoduleUrl(url).resolve(superdataset));
  }

  /** What git writes into the configuration of a clone is its own opinion. */
  @ParameterizedTest
  @CsvSource({
    "./images-oci, https://example.org/team/containers",
    "../oci.git, https://example.org/team/containers.git/",
    "../oci, git@example.org:team/containers",
    "../oci, git@example.org:containers",
    "../../oci, ssh://git@example.org/team/containers",
    "./oci/, /data/containers"
  })
  void agreesWithGit(String url, String origin, @TempDir Path folder) throws IOException {
    git(folder, "init", "--quiet");
    git(folder, "remote", "add", "origin", origin);
    Files.writeString(
        folder.resolve(".gitmodules"), "[submodule \"oci\"]\n\tpath = oci\n\turl = " + url + "\n");
    git(folder, "add", ".gitmodules");
    git(folder, "update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",oci");
    git(folder, "submodule", "--quiet", "init");
    assertEquals(git(folder, "config", "submodule.oci.url"), new SubmoduleUrl(url).resolve(origin));
  }

  /** What is harmless where it stands can come to stand in the place of a host. */
  @ParameterizedTest
  @CsvSource({
    "../../-oProxyCommand=x, ssh://git@example.org/containers",
    "../../git@-oProxyCommand=x/y, ssh://git@example.org/containers",
    "../../../-x, https://example.org/team/containers"
  })
  void aHostThatIsAnOptionIsNotMadeOfPieces(String url, String superdataset) {
    SubmoduleUrl relative = new SubmoduleUrl(url);
    assertThrows(IllegalArgumentException.class, () -> relative.resolve(superdataset));
  }

  @Test
  void aFolderMayBeginWithADash() {
    assertEquals("file:///-oci", new SubmoduleUrl("../-oci").resolve("file:///containers"));
    assertEquals("/data/-oci", new SubmoduleUrl("../-oci").resolve("/data/containers"));
  }

  @ParameterizedTest
  @CsvSource({
    "/data/containers, true",
    "file:///data/containers, true",
    "../containers, true",
    "./a:b, true",
    "https://example.org/x, false",
    "ssh://example.org/x, false",
    "git@example.org:x, false",
    "ria+ssh://example.org/store, false",
    "datalad-annex::https://example.org, false"
  })
  void tellsWhatNeedsTheNetwork(String url, boolean local) {
    assertEquals(local, SubmoduleUrl.isLocal(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--upload-pack=touch X;true",
        "-ccore.hooksPath=h",
        "ext::sh -c touch% X",
        "EXT::x",
        "ext://x",
        "fd::7",
        "ssh://-oProxyCommand=touch/x",
        "ssh://me@-oProxyCommand=touch/x",
        "-oProxyCommand=touch:x",
        "me@-oProxyCommand=touch:x",
        "ssh://me@her@-oProxyCommand=touch/x",
        "me@her@@-oProxyCommand=touch:x",
        "a\nb",
        "a\u001bb"
      })
  void nothingThatRunsIsAUrl(String text) {
    assertThrows(IllegalArgumentException.class, () -> new SubmoduleUrl(text));
  }

  @ParameterizedTest
  @CsvSource({
    "/data/containers, true",
    "file:///data/containers, true",
    "../containers, true",
    "https://example.org/x, true",
    "git@example.org:x, true",
    "ssh://git@example.org/a-b/-c, true",
    "datalad-annex::https://example.org, false",
    "ria+ssh://example.org/store, false",
    "anything://example.org, false"
  })
  void tellsWhatGitLeavesToOtherPrograms(String url, boolean byGit) {
    assertEquals(byGit, SubmoduleUrl.isAskedByGit(new SubmoduleUrl(url).text()));
  }

  @Test
  void isNeverEmpty() {
    assertThrows(IllegalArgumentException.class, () -> new SubmoduleUrl(""));
  }

  private static String git(Path folder, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new LocalCommandRunner().run(TypedCommand.of(folder, command)).text();
  }
}
