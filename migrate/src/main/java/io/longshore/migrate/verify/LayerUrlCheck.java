package io.longshore.migrate.verify;

import io.longshore.migrate.inventory.MigratedDataset;
import io.longshore.oci.Descriptor;
import io.longshore.oci.registry.BlobUrl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** URLs, as git-annex has them recorded inside images-oci; nothing is asked of a registry. */
final class LayerUrlCheck implements Check {
  private final RecordedUrls recorded;

  LayerUrlCheck(RecordedUrls recorded) {
    this.recorded = recorded;
  }

  @Override
  public String name() {
    return "urls";
  }

  @Override
  public String claim() {
    return "every annexed file of images-oci has a URL";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (Map.Entry<AnnexedBlob, List<String>> entry : recorded.of(dataset).entrySet()) {
      observations.examine();
      AnnexedBlob blob = entry.getKey();
      if (entry.getValue().isEmpty()) {
        reportNone(blob, observations);
      }
      for (String url : entry.getValue()) {
        checkDigest(blob, url, observations);
      }
    }
  }

  private static void reportNone(AnnexedBlob blob, Observations observations) {
    if (blob.foreign()) {
      observations.note(
          blob.shown()
              + " is a foreign layer and has no URL: only clones of the dataset can hand it on");
    } else {
      String address =
          blob.descriptor()
              .map(descriptor -> "https://REGISTRY/v2/NAME/blobs/" + descriptor.digest())
              .orElse("URL");
      observations.find(
          blob.shown(),
          "has no URL, so a clone cannot fetch it from its registry",
          "git -C images-oci annex registerurl " + blob.key() + " " + address);
    }
  }

  private static void checkDigest(AnnexedBlob blob, String url, Observations observations) {
    Optional<BlobUrl.Target> target = HttpUrl.parse(url).flatMap(BlobUrl::parse);
    Optional<Descriptor> descriptor = blob.descriptor();
    if (target.isPresent()
        && descriptor.isPresent()
        && !target.get().digest().equals(descriptor.get().digest())) {
      observations.find(
          blob.shown(),
          "has the URL of another blob: " + url,
          "git -C images-oci annex rmurl " + blob.path() + " " + url);
    }
  }
}
