package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.verify.source.HttpUrl;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.registry.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads layers from this clone, or else from their recorded URLs. */
final class LayerSource {
  private final RecordedUrls recorded;
  private final RegistryClient registries;

  LayerSource(RecordedUrls recorded, RegistryClient registries) {
    this.recorded = recorded;
    this.registries = registries;
  }

  Opened open(MigratedDataset dataset) throws IOException {
    Map<AnnexKey, List<String>> urls = new HashMap<>();
    recorded.of(dataset).forEach((blob, addresses) -> urls.put(blob.key(), addresses));
    KeyLocator locator = AnnexRepository.open(dataset.imagesOci().git()).openLocator();
    return new Opened(urls, locator, registries);
  }

  /** The layers of one dataset. Safe for several threads. */
  static final class Opened implements BlobSource, AutoCloseable {
    private final Map<AnnexKey, List<String>> urls;
    private final KeyLocator locator;
    private final RegistryClient registries;

    private Opened(
        Map<AnnexKey, List<String>> urls, KeyLocator locator, RegistryClient registries) {
      this.urls = urls;
      this.locator = locator;
      this.registries = registries;
    }

    /** Whether every layer of {@code image} is in this clone or has a URL. */
    boolean hasAll(MigratedImage image) throws IOException {
      for (Descriptor layer : image.layers()) {
        if (content(layer).isEmpty() && urls(layer).isEmpty()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public InputStream open(Descriptor layer) throws IOException {
      Optional<Path> content = content(layer);
      if (content.isPresent()) {
        return Files.newInputStream(content.get());
      }
      FailureException last =
          new FailureException(
              FailureKind.GONE,
              layer.digest().toString(),
              "is not here and has no URL",
              NextStep.of("git -C images-oci annex get --key {}", key(layer)));
      for (URI url : urls(layer)) {
        try {
          return registries.openUrl(url, layer);
        } catch (FailureException e) {
          last = e;
        }
      }
      throw last;
    }

    @Override
    public NextStep remedy(Descriptor layer) {
      return NextStep.of(
          "git -C images-oci annex fsck --key {} (moves away what is wrong here), then: git -C"
              + " images-oci annex get --key {}",
          key(layer),
          key(layer));
    }

    private Optional<Path> content(Descriptor layer) throws IOException {
      return locator.content(key(layer));
    }

    private List<URI> urls(Descriptor layer) {
      return urls.getOrDefault(key(layer), List.of()).stream()
          .flatMap(url -> HttpUrl.parse(url).stream())
          .toList();
    }

    private static AnnexKey key(Descriptor layer) {
      return AnnexKey.ofBlob(layer.digest(), layer.size());
    }

    @Override
    public void close() throws IOException {
      locator.close();
    }
  }
}
