package io.longshore.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several urls a clone is made from, git says. */
class SubmoduleSettingsTest {
  private static final RepositoryPath PATH = RepositoryPath.of("images-oci");
  private static final Pattern REGISTERED =
      Pattern.compile("Submodule '[^']*' \\((.*)\\) registered for path 'images-oci'");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        [submodule "images-oci"]
          path = images-oci
          url = /first
        """,
        """
        [submodule "images-oci"]
          url = /first
          path = images-oci
          url = /second
        """,
        """
        [submodule "images-oci"]
          path = images-oci
          url = /first
        [submodule "other"]
          path = images-oci
          url = /second
        [submodule "images-oci"]
          url = /third
        """,
        """
        [submodule "images-oci"]
          path = images-oci
          url = /first
        [submodule "other"]
          path = images-oci
          path = elsewhere
          url = /second
        [submodule "images-oci"]
          path = images-oci
        """,
        """
        [submodule "a.path"]
          path = images-oci
          url = "/first\\nimages-oci"
        [Submodule "images-oci"]
          path = images-oc
          url = /second
        [other "images-oci"]
          path = images-oci
          url = /third
        """
      })
  void theLastOneCountsAsForGit(String gitmodules) throws IOException {
    Scratch scratch = new Scratch(folder.toRealPath());
    GitRepository git = scratch.repository("superdataset");
    Path root = git.root();
    scratch.run(root, "git", "commit", "--quiet", "--allow-empty", "-m", "first");
    String link = "160000," + scratch.run(root, "git", "rev-parse", "HEAD") + "," + PATH;
    scratch.run(root, "git", "update-index", "--add", "--cacheinfo", link);
    Files.writeString(root.resolve(".gitmodules"), gitmodules);
    Matcher registered =
        REGISTERED.matcher(
            scratch.run(root, "sh", "-c", "git submodule init 2>&1").replace('\n', '|'));
    Optional<String> expected =
        registered.find() ? Optional.of(registered.group(1).replace('|', '\n')) : Optional.empty();
    List<String> listed =
        List.of(
            scratch.run(root, "git", "config", "-f", ".gitmodules", "-z", "--list").split("\0"));
    assertEquals(expected, SubmoduleSettings.listed(listed).url(PATH));
  }

  @Test
  void bothReadersOfTheFileAgree() throws Exception {
    String text =
        "[submodule \"a\"]\npath = images-oci\nurl\n[submodule \"b\"] path\n[submodule \"a\"]url=x\n";
    assertEquals(
        SubmoduleSettings.listed(
            List.of(
                "submodule.a.path\nimages-oci",
                "submodule.a.url",
                "submodule.b.path",
                "submodule.a.url\nx")),
        SubmoduleSettings.of(ConfigText.parse(text.getBytes(UTF_8))));
  }

  @Test
  void anEntryIsChangedWhereGitReadsIt() throws Exception {
    String before =
        """
        [submodule "images-oci"]
        \tpath = images-oci
        \turl = /first
        [submodule "other"]
        \tpath = images-oci # two
        \turl = /second
        """;
    SubmoduleEntry entry = new SubmoduleEntry(PATH, "id", Optional.of("/new"));
    String after = new String(entry.in(before.getBytes(UTF_8)), UTF_8);
    assertEquals(before.replace("/second", "/new") + "\tdatalad-id = id\n", after);
  }
}
