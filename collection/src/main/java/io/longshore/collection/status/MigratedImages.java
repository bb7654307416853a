package io.longshore.collection.status;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.Registration;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.concurrent.Meanwhile;
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

  static final MigratedImages NONE =
      new MigratedImages(List.of(), new StorageStatus(0, 0, 0, 0, 0, 0));

  static MigratedImages of(MigratedDataset dataset) throws IOException {
    CommittedFiles superdataset = dataset.superdataset();
    Map<RepositoryPath, List<String>> registrations = registrations(superdataset);
    Map<MigratedImage, AnnexKey> sifs = new HashMap<>();
    Map<AnnexKey, Long> layers = new HashMap<>();
    for (MigratedImage image : dataset.images()) {
      superdataset.key(image.sif()).ifPresent(key -> sifs.put(image, key));
      for (Descriptor layer : image.layers()) {
        layers.put(AnnexKey.ofBlob(layer.digest(), layer.size()), layer.size());
      }
    }
    Meanwhile<Set<AnnexKey>> imagesOci =
        Meanwhile.begin("layers", () -> here(dataset.imagesOci().git(), layers.keySet()));
    Set<AnnexKey> sifsHere = here(superdataset.git(), sifs.values());
    Set<AnnexKey> layersHere = imagesOci.result();
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
      MigratedImage image,
      Optional<AnnexKey> sif,
      boolean here,
      Map<RepositoryPath, List<String>> registrations)
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
        registrations.getOrDefault(image.sif(), List.of()));
  }

  private static Map<RepositoryPath, List<String>> registrations(CommittedFiles superdataset)
      throws IOException {
    Map<RepositoryPath, List<String>> names = new HashMap<>();
    for (Registration registration : superdataset.configuration().registrations()) {
      registration
          .imagePath()
          .ifPresent(
              path -> names.computeIfAbsent(path, _ -> new ArrayList<>()).add(registration.name()));
    }
    return names;
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
