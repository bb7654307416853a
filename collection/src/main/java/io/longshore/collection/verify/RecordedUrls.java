package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.WebAddresses;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The URLs that git-annex records for annexed content of images-oci, for the web and for DataLad's
 * special remote. They are read once. Safe for several threads.
 */
public final class RecordedUrls {
  private Map<AnnexedBlob, List<String>> known;

  /** The URLs of every blob; an empty list for a blob without a recorded URL. */
  synchronized Map<AnnexedBlob, List<String>> of(MigratedDataset dataset) throws IOException {
    if (known == null) {
      List<AnnexedBlob> blobs = AnnexedBlob.allIn(dataset);
      Map<AnnexKey, List<String>> urls =
          WebAddresses.of(
              blobs.stream().map(AnnexedBlob::key).collect(Collectors.toSet()),
              dataset.imagesOci().git());
      known = new LinkedHashMap<>();
      blobs.forEach(blob -> known.put(blob, urls.getOrDefault(blob.key(), List.of())));
    }
    return known;
  }
}
