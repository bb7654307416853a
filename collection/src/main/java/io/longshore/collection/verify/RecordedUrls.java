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
 * The addresses at which the web, or DataLad's special remote, can have what is annexed in
 * images-oci, as recorded there. Asked for once. Safe for several threads.
 */
public final class RecordedUrls {
  private Map<AnnexedBlob, List<String>> known;

  /** Every blob; with an empty list where no address is recorded. */
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
