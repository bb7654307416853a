package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.WebAddresses;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.concurrent.Meanwhile;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The URLs that git-annex records for annexed content of images-oci, for the web and for DataLad's
 * special remote. They are read once. Safe for several threads.
 */
public final class RecordedUrls {
  private Optional<Meanwhile<Map<AnnexKey, List<String>>>> all = Optional.empty();
  private Map<AnnexedBlob, List<String>> known;

  /**
   * Begins to read the URLs of all keys if everything is selected, while the caller reads
   * manifests. git-annex takes long for that, and needs no list of keys.
   */
  synchronized void begin(MigratedDataset dataset) {
    if (dataset.selection().everything()) {
      GitRepository git = dataset.imagesOci().git();
      all = Optional.of(Meanwhile.begin("URLs", () -> WebAddresses.ofAll(git)));
    }
  }

  /** The URLs of every blob; an empty list for a blob without a recorded URL. */
  synchronized Map<AnnexedBlob, List<String>> of(MigratedDataset dataset) throws IOException {
    if (known == null) {
      List<AnnexedBlob> blobs = AnnexedBlob.allIn(dataset);
      Map<AnnexKey, List<String>> urls = new HashMap<>();
      if (all.isPresent()) {
        urls.putAll(all.get().result());
      }
      Set<AnnexKey> others =
          blobs.stream()
              .map(AnnexedBlob::key)
              .filter(key -> !urls.containsKey(key))
              .collect(Collectors.toSet());
      urls.putAll(WebAddresses.of(others, dataset.imagesOci().git()));
      known = new LinkedHashMap<>();
      blobs.forEach(blob -> known.put(blob, urls.getOrDefault(blob.key(), List.of())));
    }
    return known;
  }
}
