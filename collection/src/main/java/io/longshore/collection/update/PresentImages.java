package io.longshore.collection.update;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.Planner;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.ImageProvenance;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The images of a collection as committed, each once: by its layout, its recipe or its file. */
public final class PresentImages {
  private final Map<ImageNames, PresentImage> images = new TreeMap<>();

  private PresentImages() {}

  public static PresentImages of(Collection<PresentImage> images) {
    PresentImages found = new PresentImages();
    images.forEach(found::add);
    return found;
  }

  static PresentImages of(CommittedCollection collection) throws IOException {
    PresentImages found = new PresentImages();
    if (collection.imagesOci().isPresent()) {
      for (MigratedImage image : MigratedImage.allIn(collection.imagesOci().get())) {
        found.add(ofLayout(image));
      }
    }
    for (PlanEntry entry : Planner.plan(collection, List.of(), Path.of(""))) {
      if (entry instanceof PlanEntry.Eligible eligible) {
        found.add(PresentImage.of(eligible.names(), Optional.of(eligible.reference())));
      }
    }
    for (RepositoryPath path : collection.paths()) {
      ImageNames.ofRecipeOrImage(path.value())
          .ifPresent(names -> found.add(PresentImage.of(names, Optional.empty())));
    }
    return found;
  }

  private void add(PresentImage image) {
    images.putIfAbsent(image.names(), image);
  }

  private static PresentImage ofLayout(MigratedImage image) throws IOException {
    Map<String, String> annotations = image.index().map(ImageIndex::annotations).orElse(Map.of());
    try {
      if (annotations.containsKey(LayoutAnnotations.REPOSITORY)) {
        return new PresentImage(
            image.names(),
            Optional.of(Reference.parse(annotations.getOrDefault(LayoutAnnotations.SOURCE, ""))),
            Optional.of(Digest.parse(annotations.getOrDefault(LayoutAnnotations.DIGEST, ""))),
            ImageProvenance.extrasIn(annotations, image.folder().value()));
      }
    } catch (IllegalArgumentException | FailureException _) {
      // A layout made by other tools, or one that verify has to complain about.
    }
    return PresentImage.of(image.names(), Optional.empty());
  }

  Collection<PresentImage> all() {
    return images.values();
  }

  boolean has(ImageNames names) {
    return images.containsKey(names);
  }

  /** Those of one container, but for those that had to give way to others of their name. */
  List<PresentImage> ofContainer(ImageNames any) {
    return images.values().stream()
        .filter(
            image ->
                image.names().folder().equals(any.folder())
                    && image.names().container().equals(any.container())
                    && !image.isKept())
        .toList();
  }
}
