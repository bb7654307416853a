package io.longshore.collection.rules.source;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.recipe.NotEligibleException;
import io.longshore.collection.recipe.RecipeReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.oci.Reference;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An image that a collection has, or has a recipe for.
 *
 * @param reference where it came from, if its layout or its recipe tells
 * @param made whether there is an image or a layout, and not a recipe alone
 */
public record SourcedImage(ImageNames names, Optional<Reference> reference, boolean made) {
  /** All images of a collection, each once: what a layout tells counts before a recipe. */
  public static List<SourcedImage> allIn(CommittedCollection collection) throws IOException {
    Map<ImageNames, SourcedImage> found = new TreeMap<>();
    if (collection.imagesOci().isPresent()) {
      for (MigratedImage image : MigratedImage.allIn(collection.imagesOci().get())) {
        found.put(image.names(), new SourcedImage(image.names(), source(image), /* made= */ true));
      }
    }
    CommittedFiles superdataset = collection.superdataset();
    for (RepositoryPath path : superdataset.paths()) {
      Optional<ImageNames> recipe = ImageNames.ofRecipe(path.value());
      Optional<ImageNames> names = recipe.or(() -> ImageNames.ofAnyImage(path.value()));
      if (names.isEmpty()) {
        continue;
      }
      Optional<Reference> reference =
          recipe.isPresent() ? source(superdataset.file(path)) : Optional.empty();
      found.merge(
          names.get(),
          new SourcedImage(names.get(), reference, recipe.isEmpty()),
          SourcedImage::join);
    }
    return new ArrayList<>(found.values());
  }

  private static SourcedImage join(SourcedImage first, SourcedImage second) {
    return new SourcedImage(
        first.names(), first.reference().or(second::reference), first.made() || second.made());
  }

  private static Optional<Reference> source(MigratedImage image) throws IOException {
    if (image.isLocal()) {
      return Optional.empty();
    }
    return image
        .index()
        .map(index -> index.annotations().get(LayoutAnnotations.SOURCE))
        .flatMap(SourcedImage::parse);
  }

  private static Optional<Reference> source(Optional<byte[]> recipe) {
    if (recipe.isEmpty()) {
      return Optional.empty();
    }
    try {
      return parse(RecipeReader.read(new String(recipe.get(), StandardCharsets.UTF_8)).from());
    } catch (NotEligibleException e) {
      return Optional.empty();
    }
  }

  private static Optional<Reference> parse(String text) {
    try {
      return Optional.of(Reference.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
