package io.longshore.collection.migrate;

import io.longshore.collection.Collection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.stage.SpaceNeed;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.DiskReserve;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.concurrent.InParallel;
import io.longshore.ground.concurrent.OneOfMany;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks images up on their registries to estimate the space they will take. Keeps only the sizes of
 * their layers.
 */
final class Survey {
  private static final int AT_ONCE = 8;

  private final GitRepository superdataset;
  private final ImageSource images;
  private final Platform platform;
  private final AtomicBoolean limited = new AtomicBoolean();

  Survey(GitRepository superdataset, ImageSource images, Platform platform) {
    this.superdataset = superdataset;
    this.images = images;
    this.platform = platform;
  }

  /**
   * @param dropped whether layers are dropped as soon as their image is published
   */
  SpaceEstimate of(List<PlanEntry.Eligible> entries, boolean dropped) throws IOException {
    SequencedMap<ImageNames, List<Descriptor>> layers = layers(entries);
    Optional<GitRepository> imagesOci = Collection.imagesOciOf(superdataset).find();
    Set<Descriptor> here =
        imagesOci.isPresent()
            ? here(
                layers.values().stream().flatMap(List::stream).distinct().toList(), imagesOci.get())
            : Set.of();
    Set<Descriptor> counted = new HashSet<>(here);
    long layerBytes = 0;
    long sifBytes = 0;
    long largest = 0;
    for (List<Descriptor> image : layers.values()) {
      long absent = image.stream().filter(counted::add).mapToLong(Descriptor::size).sum();
      layerBytes += absent;
      largest = Math.max(largest, absent);
      sifBytes += image.stream().mapToLong(Descriptor::size).sum();
    }
    Path superdatasetFolder = superdataset.commonFolder();
    long reserve = DiskReserve.of(superdataset).bytes();
    return new SpaceEstimate(
        layers,
        here,
        entries.size() - layers.size(),
        layerBytes,
        sifBytes,
        List.of(
            new SpaceNeed(
                imagesOci.map(GitRepository::commonFolder).orElse(superdatasetFolder),
                dropped ? largest : layerBytes,
                "layers",
                reserve),
            new SpaceNeed(superdatasetFolder, sifBytes, "SIFs", reserve)));
  }

  private SequencedMap<ImageNames, List<Descriptor>> layers(List<PlanEntry.Eligible> entries)
      throws IOException {
    List<Optional<List<Descriptor>>> found = InParallel.map(entries, AT_ONCE, this::layers);
    SequencedMap<ImageNames, List<Descriptor>> layers = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      ImageNames names = entries.get(i).names();
      found.get(i).ifPresent(image -> layers.put(names, image));
    }
    return layers;
  }

  // The reason is reported when it is the image's turn to be migrated.
  private Optional<List<Descriptor>> layers(PlanEntry.Eligible entry) throws IOException {
    if (limited.get()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          OneOfMany.run(entry.recipe(), () -> images.resolve(entry.origin(), platform))
              .image()
              .manifest()
              .layers()
              .stream()
              .distinct()
              .toList());
    } catch (FailureException e) {
      if (e.kind() == FailureKind.RATE_LIMIT) {
        limited.set(true);
      }
      return Optional.empty();
    }
  }

  private static Set<Descriptor> here(List<Descriptor> layers, GitRepository imagesOci)
      throws IOException {
    Optional<AnnexRepository> annex = AnnexRepository.find(imagesOci);
    Set<Descriptor> here = new HashSet<>();
    if (annex.isPresent()) {
      try (KeyLocator locator = annex.get().openLocator()) {
        for (Descriptor layer : layers) {
          if (locator.content(AnnexKey.ofBlob(layer.digest(), layer.size())).isPresent()) {
            here.add(layer);
          }
        }
      }
    }
    return here;
  }
}
