package io.longshore.collection.plan;

import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns a path as typed into a path of the dataset. */
public final class TypedPath {
  private TypedPath() {}

  /**
   * Finds it relative to the current folder, else relative to the dataset's root.
   *
   * @param known whether a path means something to whoever asks
   * @return empty if it is not known either way
   */
  public static Optional<RepositoryPath> find(
      String typed, Path currentFolder, Path root, Predicate<RepositoryPath> known)
      throws IOException {
    return relativeToCurrentFolder(typed, currentFolder, root)
        .filter(known)
        .or(() -> RepositoryPath.find(typed).filter(known));
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
}
