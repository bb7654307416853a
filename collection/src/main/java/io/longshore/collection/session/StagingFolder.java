package io.longshore.collection.session;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.SharedMode;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where images are built, below the superdataset's git folder: on the dataset's own file system,
 * and nowhere a user looks. Only the holder of the dataset's lock may touch it.
 */
public record StagingFolder(Path path, SharedMode mode) {

  public static StagingFolder of(GitRepository superdataset) throws IOException {
    superdataset.workFolder();
    return new StagingFolder(place(superdataset), superdataset.sharedMode());
  }

  /** Its place, for who only looks. */
  static Path place(GitRepository superdataset) {
    return superdataset.workPlace().resolve("staging");
  }

  /** A new empty folder for one image. Its name is short, whatever the image is called. */
  public Path create() throws IOException {
    mode.makeFolders(path);
    return mode.applyTo(Files.createTempDirectory(path, "image"));
  }

  /**
   * Removes all of it.
   *
   * @return whether there was anything
   */
  public boolean clear() throws IOException {
    boolean found = Files.exists(path);
    Folders.delete(path);
    return found;
  }
}
