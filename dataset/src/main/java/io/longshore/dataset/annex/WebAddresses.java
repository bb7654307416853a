package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads the URLs of keys' contents that git-annex records for "web" and for DataLad's special
 * remote.
 */
public final class WebAddresses {
  private WebAddresses() {}

  /** The URLs by key, without keys that have none. Costs one process for any number of keys. */
  public static Map<AnnexKey, List<String>> of(Set<AnnexKey> keys, GitRepository git)
      throws IOException {
    return keys.isEmpty() ? Map.of() : ask(keys, git, List.of());
  }

  /**
   * The URLs of all keys that git-annex knows, without keys that have none. git-annex reads its
   * records in one go, for less than half of what it costs to ask for each key. Empty if git-annex
   * cannot tell, such as where that is more than 64 MiB of output; {@link #of} says why.
   */
  public static Map<AnnexKey, List<String>> ofAll(GitRepository git) throws IOException {
    Command whereIs = git.git("annex", "whereis").options("--json", "--all").accepting(0, 1);
    try {
      return read(
          git.run(whereIs).lines().stream()
              .flatMap(line -> AnnexAnswers.object(line).stream())
              .toList());
    } catch (FailureException _) {
      return Map.of();
    }
  }

  /**
   * The keys that have a URL. DataLad's program, whose start takes longer than everything else
   * here, is started only for keys without a URL of the web: it alone tells which URLs it claimed.
   */
  public static Set<AnnexKey> fetchable(Set<AnnexKey> keys, GitRepository git) throws IOException {
    if (keys.isEmpty()) {
      return Set.of();
    }
    List<GitSetting> noPrograms = RemoteSettings.read(git).externalsReadOnly();
    Set<AnnexKey> found = new HashSet<>(ask(keys, git, noPrograms).keySet());
    Set<AnnexKey> others = new HashSet<>(keys);
    others.removeAll(found);
    if (!noPrograms.isEmpty()) {
      found.addAll(of(others, git).keySet());
    }
    return found;
  }

  private static Map<AnnexKey, List<String>> ask(
      Set<AnnexKey> keys, GitRepository git, List<GitSetting> settings) throws IOException {
    String input =
        keys.stream().map(AnnexKey::toString).collect(Collectors.joining("\n", "", "\n"));
    Command whereIs =
        git.git("annex", "whereis")
            .options("--json", "--batch-keys")
            .withSettings(settings)
            .withInput(input)
            .accepting(0, 1);
    return read(AnnexAnswers.objects(whereIs, git.run(whereIs), keys));
  }

  /** As {@link #of}, in answers that each name a key. */
  static Map<AnnexKey, List<String>> read(List<JsonNode> answers) {
    Map<AnnexKey, List<String>> found = new HashMap<>();
    for (JsonNode answer : answers) {
      List<String> urls = new ArrayList<>();
      answer
          .path("whereis")
          .valueStream()
          .filter(WebAddresses::fetches)
          .flatMap(location -> location.path("urls").valueStream())
          .map(url -> url.asString(""))
          .filter(url -> !url.isEmpty() && !urls.contains(url))
          .forEach(urls::add);
      if (!urls.isEmpty()) {
        found.put(AnnexKey.parse(answer.path("key").asString()), List.copyOf(urls));
      }
    }
    return found;
  }

  // A location without a URL proves nothing, because every layer is recorded as present in
  // DataLad's remote.
  private static boolean fetches(JsonNode location) {
    String remote = location.path("uuid").asString("");
    return remote.equals(KnownRemotes.DATALAD.toString())
        || remote.equals(KnownRemotes.WEB.toString());
  }
}
