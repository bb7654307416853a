package io.longshore.collection.transaction;

import io.longshore.collection.Collection;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Removes an images-oci that was made for a step and is not used by anything. */
public final class UnusedImagesOci {
  private UnusedImagesOci() {}

  /**
   * Deletes images-oci if {@link Collection#open} made it and nothing uses it: no commit of the
   * superdataset, not its index, and no interrupted step.
   */
  public static void discard(Collection collection) throws IOException {
    GitRepository superdataset = collection.superdataset().git();
    if (!collection.imagesOciWasMade() || isStepInHand(superdataset) || isNamed(superdataset)) {
      return;
    }
    Path root = collection.imagesOci().git().root();
    try (Stream<Path> content = Files.walk(root)) {
      // git-annex removes write permission from the folders that hold content.
      for (Path folder : content.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    Folders.delete(root);
  }

  private static boolean isStepInHand(GitRepository superdataset) throws IOException {
    return Journal.of(superdataset).read().isPresent();
  }

  private static boolean isNamed(GitRepository git) throws IOException {
    String path = Collection.IMAGES_OCI.value();
    return !git.run(git.git("rev-list").options("--all", "-n", "1").operands(path)).text().isEmpty()
        || !git.run(git.git("ls-files").options("--stage").operands(path)).text().isEmpty();
  }
}
