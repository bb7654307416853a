package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The nightly update of the workflow for GitHub, which keeps SIFs at a remote too. */
class GitHubNightsTest extends NightsTest {
  private static final String UPDATE = "Add what is new, and ask for it to be merged";
  private static final String LIST = "gh pr list --repo lab/containers --head longshore/update";

  @Override
  void prepare(FollowedTool followed) {
    followed
        .collection()
        .run(
            "git",
            "annex",
            "initremote",
            "--quiet",
            "storage",
            "type=rsync",
            "rsyncurl=" + folder.resolve("storage"),
            "encryption=none",
            "autoenable=true");
  }

  @Override
  Shell.Result night(Forge forge, Path machine) throws IOException {
    return GitHubRunner.of(forge, machine, "update")
        .with("LONGSHORE_STORAGE", "storage")
        .upTo(UPDATE)
        .run(UPDATE);
  }

  @Override
  List<String> opened(String base) {
    return List.of(
        LIST, "gh pr create --repo lab/containers --head longshore/update --base " + base);
  }

  @Override
  List<String> edited() {
    return List.of(LIST, "gh pr edit 7 --repo lab/containers");
  }

  @Override
  void lookAt(Forge forge) throws IOException {
    String link =
        forge.git(
            forge.superdataset(), "cat-file", "-p", "longshore/update:" + FollowedTool.SECOND);
    String key = Path.of(link).getFileName().toString();
    try (Stream<Path> kept = Files.walk(folder.resolve("storage"))) {
      assertTrue(kept.anyMatch(file -> file.getFileName().toString().equals(key)), key);
    }
  }
}
