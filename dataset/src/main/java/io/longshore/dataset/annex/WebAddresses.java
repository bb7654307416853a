package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.GitSetting;
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

  /**
   * The URLs by key, without keys that have none. A URL that DataLad claimed when it was recorded
   * is found if its key has no URL of the web: only DataLad's program tells it, and is asked last
   * because its start takes longer than everything else here.
   */
  public static Map<AnnexKey, List<String>> of(Set<AnnexKey> keys, GitRepository git)
      throws IOException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    List<GitSetting> noPrograms = RemoteSettings.read(git).externalsReadOnly();
    Map<AnnexKey, List<String>> found = new HashMap<>(ask(keys, git, noPrograms));
    Set<AnnexKey> others = new HashSet<>(keys);
    others.removeAll(found.keySet());
    if (!others.isEmpty() && !noPrograms.isEmpty()) {
      found.putAll(ask(others, git, List.of()));
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
