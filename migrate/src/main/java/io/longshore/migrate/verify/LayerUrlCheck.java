package io.longshore.migrate.verify;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** URLs, as git-annex has them recorded; nothing is asked of a registry. */
final class LayerUrlCheck implements Check {
  private record Layer(MigratedImage image, Descriptor descriptor) {}

  @Override
  public String name() {
    return "urls";
  }

  @Override
  public String claim() {
    return "every layer has a URL to be fetched from";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    Map<AnnexKey, Layer> layers = layers(dataset.images());
    Set<AnnexKey> fetchable = RecordedUrls.among(layers.keySet(), dataset.imagesOci().git());
    for (Map.Entry<AnnexKey, Layer> layer : layers.entrySet()) {
      observations.examine();
      if (!fetchable.contains(layer.getKey())) {
        report(layer.getKey(), layer.getValue(), observations);
      }
    }
  }

  private static Map<AnnexKey, Layer> layers(List<MigratedImage> images) throws IOException {
    Map<AnnexKey, Layer> layers = new LinkedHashMap<>();
    for (MigratedImage image : images) {
      for (Descriptor layer : image.layers()) {
        AnnexKey key = AnnexKey.ofBlob(layer.digest(), layer.size());
        if (image.layerKey(layer).equals(Optional.of(key))) {
          layers.putIfAbsent(key, new Layer(image, layer));
        }
      }
    }
    return layers;
  }

  private static void report(AnnexKey key, Layer layer, Observations observations)
      throws IOException {
    String subject =
        layer.image().shown(MigratedImage.blobFile(layer.descriptor().digest())).value();
    if (MediaTypes.isForeignLayer(layer.descriptor().mediaType())) {
      observations.note(
          subject
              + " is a foreign layer and has no URL: only clones of the dataset can hand it on");
    } else if (layer.image().isLocal()) {
      observations.note(
          subject
              + " came from no registry and has no URL: only clones of the dataset can hand it on");
    } else {
      observations.find(
          subject,
          "has no URL, so a clone cannot fetch it from its registry",
          "git -C images-oci annex registerurl "
              + key
              + " https://REGISTRY/v2/NAME/blobs/"
              + layer.descriptor().digest());
    }
  }
}
