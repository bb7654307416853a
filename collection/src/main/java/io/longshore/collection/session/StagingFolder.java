package io.longshore.collection.session;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.SharedMode;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder in which images are built. It is below the superdataset's git folder: on the file
 * system of the dataset, and out of the user's sight. Only the holder of the dataset's lock may use
 * it.
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

  /**
   * Makes a new empty folder for one image. Its name is short and does not depend on the image's
   * name.
   */
  public Path create() throws IOException {
    mode.makeFolders(path);
    return mode.applyTo(Files.createTempDirectory(path, "image"));
  }

  /**
   * Deletes the folder with everything in it.
   *
   * @return whether the folder existed
   */
  public boolean clear() throws IOException {
    boolean found = Files.exists(path);
    Folders.delete(path);
    return found;
  }
}
