package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.verify.source.HttpUrl;
import io.longshore.ground.NextStep;
import io.longshore.oci.Descriptor;
import io.longshore.oci.registry.address.BlobUrl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the URLs of layers that git-annex records in images-oci. Asks no registry. */
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
    Map<AnnexedBlob, List<String>> urls = recorded.of(dataset);
    Set<String> plainHttp = plainHttp(urls);
    for (Map.Entry<AnnexedBlob, List<String>> entry : urls.entrySet()) {
      observations.examine();
      AnnexedBlob blob = entry.getKey();
      if (entry.getValue().isEmpty()) {
        reportNone(blob, plainHttp, observations);
      }
      for (String url : entry.getValue()) {
        checkDigest(blob, url, observations);
      }
    }
  }

  /** The registries with recorded URLs that begin with {@code http:}. */
  private static Set<String> plainHttp(Map<AnnexedBlob, List<String>> urls) {
    return urls.values().stream()
        .flatMap(List::stream)
        .filter(url -> url.startsWith("http:"))
        .flatMap(url -> HttpUrl.parse(url).flatMap(BlobUrl::parse).stream())
        .map(target -> target.repository().registry())
        .collect(Collectors.toSet());
  }

  private static void reportNone(
      AnnexedBlob blob, Set<String> plainHttp, Observations observations) {
    if (blob.foreign()) {
      observations.note(
          blob.shown()
              + " is a foreign layer and has no URL: only clones of the dataset can hand it on");
      return;
    }
    if (blob.local()) {
      observations.note(
          blob.shown()
              + " came from no registry and has no URL: only clones of the dataset can hand it on");
      return;
    }
    String url =
        blob.origin().isPresent() && blob.descriptor().isPresent()
            ? BlobUrl.of(
                    blob.origin().get(),
                    blob.descriptor().get().digest(),
                    plainHttp.contains(blob.origin().get().registry()) ? "http" : "https")
                .toString()
            : "URL";
    observations.find(
        blob.shown(),
        "has no URL, so a clone cannot fetch it from its registry",
        registration(blob, url));
  }

  /**
   * The command that records a URL. While DataLad's remote is enabled, older versions of git-annex
   * would record the URL without a location. The command marks this remote as read-only, so that
   * git-annex does not use it.
   */
  static NextStep registration(AnnexedBlob blob, String url) {
    return NextStep.of(
        "git -C images-oci -c remote.datalad.annex-externaltype=readonly annex registerurl {} {}",
        blob.key(),
        url);
  }

  /** The command that removes a recorded URL. */
  static NextStep removal(AnnexedBlob blob, String url) {
    return NextStep.of("git -C images-oci annex rmurl -- {} {}", blob.path(), url);
  }

  private static void checkDigest(AnnexedBlob blob, String url, Observations observations) {
    Optional<BlobUrl.Target> target = HttpUrl.parse(url).flatMap(BlobUrl::parse);
    Optional<Descriptor> descriptor = blob.descriptor();
    if (target.isPresent()
        && descriptor.isPresent()
        && !target.get().digest().equals(descriptor.get().digest())) {
      observations.find(blob.shown(), "has the URL of another blob: " + url, removal(blob, url));
    }
  }
}
