package io.longshore.migrate.verify;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.KnownRemotes;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which keys the web, or DataLad's special remote, can hand out. */
public final class RecordedUrls {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RecordedUrls() {}

  /** Costs one process, however many keys there are. */
  public static Set<AnnexKey> among(Set<AnnexKey> keys, GitRepository git) throws IOException {
    if (keys.isEmpty()) {
      return Set.of();
    }
    String input =
        keys.stream().map(AnnexKey::toString).collect(Collectors.joining("\n", "", "\n"));
    Command whereIs =
        git.git("annex", "whereis", "--json", "--batch-keys").withInput(input).accepting(0, 1);
    Set<AnnexKey> found = new HashSet<>();
    for (String line : git.run(whereIs).lines()) {
      JsonNode answer = line.isBlank() ? JSON.missingNode() : JSON.readTree(line);
      if (answer.path("whereis").valueStream().anyMatch(RecordedUrls::fetches)) {
        found.add(AnnexKey.parse(answer.path("key").asString()));
      }
    }
    return found;
  }

  // A location alone proves nothing: every layer is recorded as present in DataLad's remote.
  private static boolean fetches(JsonNode location) {
    String remote = location.path("uuid").asString("");
    boolean fetcher =
        remote.equals(KnownRemotes.DATALAD.toString())
            || remote.equals(KnownRemotes.WEB.toString());
    return fetcher && !location.path("urls").isEmpty();
  }
}
