package io.longshore.collection.migrate.origin;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The images of a collection that have no recipe, sorted by path.
 *
 * @param candidates images that can be migrated if their origin is known
 * @param migrated SIFs that have a layout
 */
record UnmigratedImages(
    List<UnmigratedImage> candidates, List<Blocked> blocked, Set<RepositoryPath> migrated) {

  /** An image that cannot be migrated even if its origin is known. */
  record Blocked(RepositoryPath path, String reason) {}

  static UnmigratedImages in(CommittedCollection collection) throws IOException {
    CommittedFiles files = collection.superdataset();
    Set<ImageNames> withLayout = withLayout(collection);
    Set<ImageNames> taken = new HashSet<>();
    UnmigratedImages found =
        new UnmigratedImages(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    for (RepositoryPath path : files.paths()) {
      Optional<ImageNames> names = ImageNames.ofAnyImage(path.value());
      if (names.isPresent() && isFile(files.entry(path).orElseThrow())) {
        Optional<String> obstacle = obstacle(path, names.get(), files, withLayout, taken);
        if (withLayout.contains(names.get()) && names.get().sif().equals(path.value())) {
          found.migrated.add(path);
        } else if (obstacle.isPresent()) {
          found.blocked.add(new Blocked(path, obstacle.get()));
        } else {
          taken.add(names.get());
          found.candidates.add(new UnmigratedImage(path, names.get(), files.key(path)));
        }
      }
    }
    return found;
  }

  private static Optional<String> obstacle(
      RepositoryPath path,
      ImageNames names,
      CommittedFiles files,
      Set<ImageNames> withLayout,
      Set<ImageNames> taken) {
    if (files.has(RepositoryPath.of(names.recipe()))) {
      return Optional.of("has a recipe, which is what to migrate: " + names.recipe());
    }
    if (withLayout.contains(names)) {
      return Optional.of("images-oci/" + names.layout() + " is there already");
    }
    if (!names.sif().equals(path.value()) && files.has(RepositoryPath.of(names.sif()))) {
      return Optional.of(names.sif() + " is there already");
    }
    return taken.contains(names)
        ? Optional.of("would become " + names.sif() + ", as another image would")
        : Optional.empty();
  }

  @SuppressWarnings("resource") // whoever opened the collection closes it
  private static Set<ImageNames> withLayout(CommittedCollection collection) throws IOException {
    return MigratedDataset.of(collection, List.of(), collection.root()).stream()
        .flatMap(dataset -> dataset.images().stream())
        .map(MigratedImage::names)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean isFile(TreeEntry entry) {
    return entry.mode() == EntryMode.SYMBOLIC_LINK || entry.mode().isRegularFile();
  }
}
