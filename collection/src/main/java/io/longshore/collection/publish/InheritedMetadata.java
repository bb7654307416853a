package io.longshore.collection.publish;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.stage.StagedImage.StagedLayer;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyMetadata;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Copies git-annex's metadata of old images to the images that replace them, above all restrictions
 * on their distribution. The metadata is written before a commit names the new image, so that
 * nobody can see the image without it. Safe for several threads.
 */
public final class InheritedMetadata implements AutoCloseable {
  /**
   * The metadata field that keeps content from being distributed; users' preferred-content
   * expressions refer to it.
   */
  private static final String RESTRICTIONS = "distribution-restrictions";

  private static final String ORIGINAL_URI = "original-uri";

  // Fields that describe the bytes or the file of the old image: its URL and its date. They are not
  // copied.
  private static final Set<String> OF_THE_BYTES = Set.of(ORIGINAL_URI, "year", "month", "day");

  private final CommittedFiles files;
  private final AnnexRepository superdataset;
  private final AnnexRepository imagesOci;
  private Optional<KeyMetadata> images = Optional.empty();
  private Optional<KeyMetadata> layers = Optional.empty();

  public InheritedMetadata(AnnexRepository superdataset, AnnexRepository imagesOci)
      throws IOException {
    this.files = CommittedFiles.atHead(superdataset.git());
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
  }

  /**
   * The copied metadata.
   *
   * @param oldImages the images that had the metadata
   * @param fields in the form FIELD=VALUE
   * @param restrictedLayers number of layers that got the distribution restrictions of the image
   */
  public record Passed(List<String> oldImages, List<String> fields, int restrictedLayers) {}

  /**
   * Copies the metadata of the old images to the new image.
   *
   * @param openToAll whether everybody can fetch the layers that have a URL; such layers are not
   *     restricted
   */
  public Optional<Passed> pass(DepositedImage image, OpenToAll openToAll) throws IOException {
    Optional<AnnexKey> sif = image.sifKey();
    List<String> oldImages = new ArrayList<>();
    SequencedMap<String, List<String>> fields = new LinkedHashMap<>();
    for (RepositoryPath path : image.image().planned().oldImages()) {
      Optional<AnnexKey> old = key(path);
      if (sif.isPresent() && old.isPresent() && !old.equals(sif)) {
        SequencedMap<String, List<String>> found = images().of(old.get());
        found.keySet().removeAll(OF_THE_BYTES);
        if (!found.isEmpty()) {
          oldImages.add(path.value());
          found.forEach((field, values) -> merge(fields, field, values));
        }
      }
    }
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    images().add(sif.orElseThrow(), fields);
    int restricted = restrictLayers(image, fields.getOrDefault(RESTRICTIONS, List.of()), openToAll);
    return Optional.of(new Passed(oldImages, shown(fields), restricted));
  }

  /**
   * Says where a registry's image comes from, by the field in which collections look for that. What
   * is said already stays.
   */
  public void tellOrigin(DepositedImage image) throws IOException {
    if (image.sifKey().isPresent()
        && image.image().planned().origin() instanceof ImageOrigin.Registry(Reference reference)) {
      AnnexKey sif = image.sifKey().get();
      // Adding a value beside another one would leave it open which of both is meant.
      if (!images().of(sif).containsKey(ORIGINAL_URI)) {
        images().add(sif, Map.of(ORIGINAL_URI, List.of("docker://" + reference.asAsked())));
      }
    }
  }

  /**
   * Answers whether everybody can fetch the layers. The answer may take a while, so it is computed
   * on request.
   */
  @FunctionalInterface
  public interface OpenToAll {
    boolean ask() throws IOException;
  }

  private int restrictLayers(DepositedImage image, List<String> values, OpenToAll openToAll)
      throws IOException {
    if (values.isEmpty()) {
      return 0;
    }
    boolean open = openToAll.ask();
    int restricted = 0;
    for (StagedLayer layer : image.image().layers()) {
      if (!open || layer.url().isEmpty()) {
        AnnexKey key = AnnexKey.ofBlob(layer.descriptor().digest(), layer.descriptor().size());
        layers().add(key, Map.of(RESTRICTIONS, values));
        restricted++;
      }
    }
    return restricted;
  }

  private static void merge(Map<String, List<String>> fields, String field, List<String> values) {
    List<String> all = new ArrayList<>(fields.getOrDefault(field, List.of()));
    values.stream().filter(value -> !all.contains(value)).forEach(all::add);
    fields.put(field, all);
  }

  private static List<String> shown(Map<String, List<String>> fields) {
    return fields.entrySet().stream()
        .flatMap(field -> field.getValue().stream().map(value -> field.getKey() + "=" + value))
        .toList();
  }

  private synchronized Optional<AnnexKey> key(RepositoryPath path) throws IOException {
    return files.key(path);
  }

  private synchronized KeyMetadata images() throws IOException {
    if (images.isEmpty()) {
      images = Optional.of(superdataset.openMetadata());
    }
    return images.get();
  }

  private synchronized KeyMetadata layers() throws IOException {
    if (layers.isEmpty()) {
      layers = Optional.of(imagesOci.openMetadata());
    }
    return layers.get();
  }

  @Override
  public void close() throws IOException {
    try (CommittedFiles _ = files;
        KeyMetadata _ = images.orElse(null);
        KeyMetadata _ = layers.orElse(null)) {
      // All are closed in reverse order, even if closing one fails.
    }
  }
}
