package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
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
          TypedPath.find(text, currentFolder, root, known).orElseThrow(() -> unknown(text, root));
      found.add(path);
    }
    return found;
  }

  private static FailureException unknown(String text, Path root) {
    return new FailureException(
        FailureKind.DATASET,
        text,
        "is no committed file of the dataset " + root,
        NextStep.of("list the recipes with: git -C {} ls-files 'images/*Singularity.*'", root));
  }
}
