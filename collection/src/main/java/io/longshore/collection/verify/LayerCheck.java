package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.ground.NextStep;
import io.longshore.oci.Descriptor;
import java.io.IOException;
import java.util.Optional;

/** Checks that layers are annexed under the key that follows from their descriptor. */
final class LayerCheck implements Check {
  @Override
  public String name() {
    return "layers";
  }

  @Override
  public String claim() {
    return "every layer is annexed under the key of its digest";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (MigratedImage image : dataset.images()) {
      for (Descriptor layer : image.layers()) {
        observations.examine();
        check(image, layer, observations);
      }
    }
  }

  private static void check(MigratedImage image, Descriptor layer, Observations observations)
      throws IOException {
    String file = MigratedImage.blobFile(layer.digest());
    String inLayouts = image.folder() + "/" + file;
    AnnexKey expected = AnnexKey.ofBlob(layer.digest(), layer.size());
    if (image.blob(layer.digest()).isEmpty()) {
      observations.find(
          image.shown(file),
          "is a layer of the image, but not committed",
          NextStep.of("git -C images-oci annex fromkey --force {} {}", expected, inLayouts));
      return;
    }
    Optional<AnnexKey> key = image.layerKey(layer);
    if (key.isEmpty()) {
      observations.find(
          image.shown(file),
          "is a layer, but not annexed",
          NextStep.of(
              "git -C images-oci rm --cached {}, then git -C images-oci annex add --force-large {}",
              inLayouts,
              inLayouts));
    } else if (!key.get().equals(expected)) {
      observations.find(
          image.shown(file),
          "is annexed as " + key.get() + "; its descriptor says " + expected,
          NextStep.of("git -C images-oci annex rekey --force {} {}", inLayouts, expected));
    }
  }
}
