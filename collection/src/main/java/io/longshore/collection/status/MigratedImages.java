package io.longshore.collection.status;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.Registration;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.ContentPlaces;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The migrated images of a collection with their SIFs and layers. */
record MigratedImages(List<StatusSurvey.Sif> sifs, List<StatusSurvey.Layer> layers) {
  static final MigratedImages NONE = new MigratedImages(List.of(), List.of());

  static MigratedImages of(MigratedDataset dataset) throws IOException {
    CommittedFiles superdataset = dataset.superdataset();
    dataset.imagesOci().readAhead();
    Map<RepositoryPath, List<String>> registrations = registrations(superdataset);
    Map<MigratedImage, AnnexKey> keys = new HashMap<>();
    Map<AnnexKey, Long> layers = new LinkedHashMap<>();
    for (MigratedImage image : dataset.images()) {
      superdataset.key(image.sif()).ifPresent(key -> keys.put(image, key));
      for (Descriptor layer : image.layers()) {
        layers.put(AnnexKey.ofBlob(layer.digest(), layer.size()), layer.size());
      }
    }
    Meanwhile<Map<AnnexKey, ContentPlaces>> inImagesOci =
        Meanwhile.begin("layers", () -> places(dataset.imagesOci().git(), layers.keySet()));
    Map<AnnexKey, ContentPlaces> inSuperdataset = places(superdataset.git(), keys.values());
    List<StatusSurvey.Sif> sifs = new ArrayList<>();
    for (MigratedImage image : dataset.images()) {
      Optional<AnnexKey> key = Optional.ofNullable(keys.get(image));
      sifs.add(
          new StatusSurvey.Sif(
              status(image, key, registrations.getOrDefault(image.sif(), List.of())),
              key.map(AnnexKey::toString).orElse(""),
              key.map(inSuperdataset::get).orElse(ContentPlaces.NONE)));
    }
    List<StatusSurvey.Layer> found = new ArrayList<>();
    for (Map.Entry<AnnexKey, Long> layer : layers.entrySet()) {
      found.add(
          new StatusSurvey.Layer(
              layer.getValue(),
              inImagesOci.result().getOrDefault(layer.getKey(), ContentPlaces.NONE)));
    }
    return new MigratedImages(sifs, found);
  }

  private static ImageStatus.Migrated status(
      MigratedImage image, Optional<AnnexKey> sif, List<String> registrations) throws IOException {
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
        false,
        registrations);
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

  /** The places that have the content of {@code keys}; empty if the repository has no annex. */
  private static Map<AnnexKey, ContentPlaces> places(GitRepository git, Iterable<AnnexKey> keys)
      throws IOException {
    Map<AnnexKey, ContentPlaces> places = new HashMap<>();
    Optional<AnnexRepository> annex = AnnexRepository.find(git);
    if (annex.isPresent()) {
      try (KeyLocator locator = annex.get().openLocator()) {
        for (AnnexKey key : keys) {
          places.put(key, locator.places(key));
        }
      }
    }
    return places;
  }
}
