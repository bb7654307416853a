package io.longshore.collection.status;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.Registration;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.GitRepository;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The migrated images of a collection, and what they take. */
record MigratedImages(List<ImageStatus.Migrated> images, StorageStatus storage) {

  static MigratedImages of(MigratedDataset dataset) throws IOException {
    CommittedFiles superdataset = dataset.superdataset();
    List<Registration> registrations = superdataset.configuration().registrations();
    Map<MigratedImage, AnnexKey> sifs = new HashMap<>();
    Map<AnnexKey, Long> layers = new HashMap<>();
    for (MigratedImage image : dataset.images()) {
      superdataset.key(image.sif()).ifPresent(key -> sifs.put(image, key));
      for (Descriptor layer : image.layers()) {
        layers.put(AnnexKey.ofBlob(layer.digest(), layer.size()), layer.size());
      }
    }
    Set<AnnexKey> sifsHere = here(superdataset.git(), sifs.values());
    Set<AnnexKey> layersHere = here(dataset.imagesOci().git(), layers.keySet());
    List<ImageStatus.Migrated> images = new ArrayList<>();
    for (MigratedImage image : dataset.images()) {
      Optional<AnnexKey> sif = Optional.ofNullable(sifs.get(image));
      images.add(status(image, sif, sif.filter(sifsHere::contains).isPresent(), registrations));
    }
    return new MigratedImages(
        images,
        new StorageStatus(
            layers.size(),
            layers.values().stream().mapToLong(Long::longValue).sum(),
            layersHere.stream().mapToLong(layers::get).sum(),
            images.stream().mapToLong(ImageStatus.Migrated::layerBytes).sum(),
            bytes(new HashSet<>(sifs.values())),
            bytes(sifsHere)));
  }

  private static ImageStatus.Migrated status(
      MigratedImage image, Optional<AnnexKey> sif, boolean here, List<Registration> registrations)
      throws IOException {
    List<Descriptor> layers = image.layers();
    return new ImageStatus.Migrated(
        image.sif().value(),
        image.folder().value(),
        image
            .index()
            .map(ImageIndex::annotations)
            .map(annotations -> annotations.get(LayoutAnnotations.SOURCE))
            .orElse(""),
        layers.size(),
        layers.stream().mapToLong(Descriptor::size).sum(),
        sif.map(AnnexKey::size).orElse(OptionalLong.empty()),
        here,
        registrations.stream()
            .filter(registration -> registration.imagePath().equals(Optional.of(image.sif())))
            .map(Registration::name)
            .toList());
  }

  private static Set<AnnexKey> here(GitRepository git, Iterable<AnnexKey> keys) throws IOException {
    Optional<AnnexRepository> annex = AnnexRepository.find(git);
    if (annex.isEmpty()) {
      return Set.of();
    }
    Set<AnnexKey> here = new HashSet<>();
    try (KeyLocator locator = annex.get().openLocator()) {
      for (AnnexKey key : keys) {
        if (locator.content(key).isPresent()) {
          here.add(key);
        }
      }
    }
    return here;
  }

  private static long bytes(Set<AnnexKey> keys) {
    return keys.stream().mapToLong(key -> key.size().orElse(0)).sum();
  }
}
