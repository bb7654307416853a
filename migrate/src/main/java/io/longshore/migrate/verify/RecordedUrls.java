package io.longshore.migrate.verify;

import io.longshore.dataset.annex.AnnexAnswers;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.KnownRemotes;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.migrate.inventory.MigratedDataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The addresses at which the web, or DataLad's special remote, can have what is annexed in
 * images-oci, as recorded there. Asked for once.
 */
public final class RecordedUrls {
  private Map<AnnexedBlob, List<String>> known;

  /** Every blob; with an empty list where no address is recorded. */
  Map<AnnexedBlob, List<String>> of(MigratedDataset dataset) throws IOException {
    if (known == null) {
      List<AnnexedBlob> blobs = AnnexedBlob.allIn(dataset);
      Map<AnnexKey, List<String>> urls =
          among(
              blobs.stream().map(AnnexedBlob::key).collect(Collectors.toSet()),
              dataset.imagesOci().git());
      known = new LinkedHashMap<>();
      blobs.forEach(blob -> known.put(blob, urls.getOrDefault(blob.key(), List.of())));
    }
    return known;
  }

  /** Of those keys that have any; costs one process, however many keys there are. */
  public static Map<AnnexKey, List<String>> among(Set<AnnexKey> keys, GitRepository git)
      throws IOException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    String input =
        keys.stream().map(AnnexKey::toString).collect(Collectors.joining("\n", "", "\n"));
    Command whereIs =
        git.git("annex", "whereis")
            .options("--json", "--batch-keys")
            .withInput(input)
            .accepting(0, 1);
    Map<AnnexKey, List<String>> found = new HashMap<>();
    for (JsonNode answer : AnnexAnswers.objects(whereIs, git.run(whereIs), keys)) {
      List<String> urls = new ArrayList<>();
      answer
          .path("whereis")
          .valueStream()
          .filter(RecordedUrls::fetches)
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

  // A location alone proves nothing: every layer is recorded as present in DataLad's remote.
  private static boolean fetches(JsonNode location) {
    String remote = location.path("uuid").asString("");
    return remote.equals(KnownRemotes.DATALAD.toString())
        || remote.equals(KnownRemotes.WEB.toString());
  }
}
