package io.longshore.collection.inventory;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.recipe.NotEligibleException;
import io.longshore.collection.recipe.RecipeReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.ImageProvenance;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The images of a collection as committed, each once. What a layout tells counts before a recipe. A
 * recipe alone is no image, but {@link #referenceOf} knows what it was to be made of.
 */
public final class PresentImages {
  private final Map<ImageNames, PresentImage> images = new TreeMap<>();
  private final Map<ImageNames, Reference> recipes = new TreeMap<>();

  private PresentImages() {}

  public static PresentImages of(Collection<PresentImage> images) {
    PresentImages found = new PresentImages();
    images.forEach(image -> found.images.put(image.names(), image));
    return found;
  }

  public static PresentImages in(CommittedCollection collection) throws IOException {
    PresentImages found = new PresentImages();
    CommittedFiles superdataset = collection.superdataset();
    for (RepositoryPath path : superdataset.paths()) {
      Optional<ImageNames> recipe = ImageNames.ofRecipe(path.value());
      if (recipe.isPresent()) {
        Optional<Reference> source = source(superdataset.file(path));
        source.ifPresent(reference -> found.recipes.put(recipe.get(), reference));
      }
    }
    if (collection.imagesOci().isPresent()) {
      for (MigratedImage image : MigratedImage.allIn(collection.imagesOci().get())) {
        found.images.put(image.names(), ofLayout(image));
      }
    }
    for (RepositoryPath path : superdataset.paths()) {
      ImageNames.ofAnyImage(path.value())
          .ifPresent(names -> found.addFile(names, path.value().equals(names.sif())));
    }
    return found;
  }

  private void addFile(ImageNames names, boolean sif) {
    Optional<Reference> recipe = Optional.ofNullable(recipes.get(names));
    images.merge(
        names, PresentImage.ofFile(names, recipe, sif), (known, _) -> known.withFile(recipe, sif));
  }

  private static PresentImage ofLayout(MigratedImage image) throws IOException {
    Map<String, String> annotations = image.index().map(ImageIndex::annotations).orElse(Map.of());
    boolean registry = annotations.containsKey(LayoutAnnotations.REPOSITORY);
    return new PresentImage(
        image.names(),
        image.isLocal()
            ? Optional.empty()
            : parsed(annotations.get(LayoutAnnotations.SOURCE), Reference::parse),
        registry
            ? parsed(annotations.get(LayoutAnnotations.DIGEST), Digest::parse)
            : Optional.empty(),
        parsed(annotations.get(LayoutAnnotations.PLATFORM), Platform::parse),
        extras(annotations, image),
        /* hasLayout= */ true,
        /* hasSif= */ false);
  }

  private static RecipeExtras extras(Map<String, String> annotations, MigratedImage image) {
    try {
      return ImageProvenance.extrasIn(annotations, image.folder().value());
    } catch (FailureException _) {
      // Another tool made the layout, or it is damaged, which verify reports.
      return RecipeExtras.NONE;
    }
  }

  private interface Parser<T> {
    /**
     * @throws IllegalArgumentException for what has another form
     */
    T parse(String text);
  }

  /** Empty where a layout that other tools made says something else, or nothing. */
  private static <T> Optional<T> parsed(String text, Parser<T> parser) {
    try {
      return text == null ? Optional.empty() : Optional.of(parser.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Reference> source(Optional<byte[]> recipe) {
    if (recipe.isEmpty()) {
      return Optional.empty();
    }
    try {
      String text = new String(recipe.get(), StandardCharsets.UTF_8);
      return parsed(RecipeReader.read(text).from(), Reference::parse);
    } catch (NotEligibleException _) {
      return Optional.empty();
    }
  }

  public boolean has(ImageNames names) {
    return images.containsKey(names);
  }

  public Optional<PresentImage> find(ImageNames names) {
    return Optional.ofNullable(images.get(names));
  }

  /** Where an image comes from, as its layout or its recipe tells, made or not. */
  public Optional<Reference> referenceOf(ImageNames names) {
    return find(names)
        .flatMap(PresentImage::reference)
        .or(() -> Optional.ofNullable(recipes.get(names)));
  }

  /** Those of one container, but for those that had to give way to others of their name. */
  public List<PresentImage> ofContainer(ImageNames any) {
    return images.values().stream()
        .filter(image -> image.names().isOfContainer(any) && !image.isKept())
        .toList();
  }
}
