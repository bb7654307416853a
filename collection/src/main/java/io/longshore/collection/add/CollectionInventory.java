package io.longshore.collection.add;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.Layouts;
import io.longshore.collection.recipe.NotEligibleException;
import io.longshore.collection.recipe.RecipeReader;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The committed content of a collection.
 *
 * @param superdataset the files of the superdataset
 * @param imagesOci the files of images-oci
 * @param images recipes, images and layouts; an image may occur more than once
 * @param configuration the DataLad configuration of the superdataset
 * @param imagesOciConfiguration the DataLad configuration of images-oci
 */
public record CollectionInventory(
    Set<RepositoryPath> superdataset,
    Set<RepositoryPath> imagesOci,
    List<KnownImage> images,
    DataladConfig configuration,
    DataladConfig imagesOciConfiguration) {
  /**
   * Reads both repositories at HEAD. A repository without a commit has no files.
   *
   * @param imagesOci empty if the collection has no images-oci yet
   */
  public static CollectionInventory of(
      GitRepository superdataset, Optional<GitRepository> imagesOci) throws IOException {
    Optional<ObjectId> head = superdataset.head().commit();
    Set<RepositoryPath> files = files(superdataset, head);
    List<KnownImage> images = new ArrayList<>();
    DataladConfig config = DataladConfig.parse(new byte[0]);
    DataladConfig imagesOciConfig = config;
    if (head.isPresent()) {
      try (ObjectReader reader = superdataset.openReader()) {
        config = DataladConfig.at(reader, head.get());
        images.addAll(recipesAndImages(reader, head.get(), files));
      }
    }
    Set<RepositoryPath> layouts = Set.of();
    if (imagesOci.isPresent() && imagesOci.get().head().commit().isPresent()) {
      ObjectId commit = imagesOci.get().head().commit().get();
      layouts = files(imagesOci.get(), Optional.of(commit));
      try (ObjectReader reader = imagesOci.get().openReader()) {
        imagesOciConfig = DataladConfig.at(reader, commit);
        images.addAll(layouts(reader, commit, layouts));
      }
    }
    return new CollectionInventory(files, layouts, images, config, imagesOciConfig);
  }

  private static Set<RepositoryPath> files(GitRepository git, Optional<ObjectId> commit)
      throws IOException {
    return commit.isEmpty()
        ? Set.of()
        : git.entries(commit.get()).stream()
            .flatMap(entry -> entry.path().ours().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<KnownImage> recipesAndImages(
      ObjectReader reader, ObjectId commit, Set<RepositoryPath> files) throws IOException {
    List<KnownImage> found = new ArrayList<>();
    for (RepositoryPath path : files) {
      Optional<ImageNames> recipe = ImageNames.ofRecipe(path.value());
      if (recipe.isPresent()) {
        found.add(new KnownImage(recipe.get(), fromRecipe(reader.file(commit, path))));
      }
      ImageNames.ofAnyImage(path.value())
          .ifPresent(names -> found.add(new KnownImage(names, Optional.empty())));
    }
    return found;
  }

  private static List<KnownImage> layouts(
      ObjectReader reader, ObjectId commit, Set<RepositoryPath> files) throws IOException {
    List<KnownImage> found = new ArrayList<>();
    for (ImageNames names : Layouts.in(files)) {
      Optional<byte[]> index = reader.file(commit, Layouts.index(names));
      found.add(new KnownImage(names, fromIndex(index, names.layout())));
    }
    return found;
  }

  private static Optional<Repository> fromRecipe(Optional<byte[]> text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      String from = RecipeReader.read(new String(text.get(), StandardCharsets.UTF_8)).from();
      return Optional.of(Reference.parse(from).repository());
    } catch (NotEligibleException | IllegalArgumentException _) {
      // A recipe that cannot be migrated tells nothing about names.
      return Optional.empty();
    }
  }

  private static Optional<Repository> fromIndex(Optional<byte[]> bytes, String subject) {
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      String repository =
          ImageIndex.parse(bytes.get(), MediaTypes.OCI_INDEX, subject)
              .annotations()
              .getOrDefault(LayoutAnnotations.REPOSITORY, "");
      return Optional.of(Reference.parse(repository).repository());
    } catch (FailureException | IllegalArgumentException _) {
      // Another tool made the layout, or it is damaged, which verify reports.
      return Optional.empty();
    }
  }
}
