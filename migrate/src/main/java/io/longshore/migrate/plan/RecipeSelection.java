package io.longshore.migrate.plan;

import io.longshore.dataset.git.RepositoryPath;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns recipe paths as typed into paths of the dataset. */
final class RecipeSelection {
  private RecipeSelection() {}

  /**
   * Finds each recipe relative to the current folder, else relative to the dataset's root.
   *
   * @param known whether a path means something to the dataset
   * @throws FailureException of kind DATASET if a path is not known either way
   */
  static Set<RepositoryPath> named(
      List<String> typed, Path currentFolder, Path root, Predicate<RepositoryPath> known)
      throws IOException {
    Set<RepositoryPath> found = new LinkedHashSet<>();
    for (String text : typed) {
      RepositoryPath path =
          relativeToCurrentFolder(text, currentFolder, root)
              .filter(known)
              .or(() -> RepositoryPath.find(text).filter(known))
              .orElseThrow(() -> unknown(text, root));
      found.add(path);
    }
    return found;
  }

  private static Optional<RepositoryPath> relativeToCurrentFolder(
      String text, Path currentFolder, Path root) throws IOException {
    Path path = currentFolder.resolve(text).toAbsolutePath().normalize();
    // A recipe is a plain file, but the folders above it may be reached through links.
    Path parent = path.getParent();
    Path real =
        parent != null && Files.isDirectory(parent)
            ? parent.toRealPath().resolve(path.getFileName())
            : path;
    Path realRoot = root.toRealPath();
    return real.startsWith(realRoot) && !real.equals(realRoot)
        ? RepositoryPath.find(realRoot.relativize(real).toString())
        : Optional.empty();
  }

  private static FailureException unknown(String text, Path root) {
    return new FailureException(
        FailureKind.DATASET,
        text,
        "is no committed file of the dataset " + root,
        "list the recipes with: git -C " + root + " ls-files 'images/*Singularity.*'");
  }
}
