package io.longshore.collection.session;

import io.longshore.dataset.git.GitRepository;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in {@code longshore} of a git folder while a run is at work. */
public final class WorkFiles {
  private static final String DOWNLOADS = "downloads";
  private static final String CHECKOUT = "checkout";
  // Made for one command and removed after it; one made by Files.createTempFile has digits behind.
  private static final String TEMPORARY =
      "{blob[0-9]*,dataset[0-9]*,index[0-9]*,lock[0-9]*,.longshore-*.partial}";

  private static final String CHILDREN = "children";

  private WorkFiles() {}

  /** The record of the processes that a run has started; a run that ends removes the record. */
  static String childRecord() {
    return CHILDREN;
  }

  /** Whether a run is at work, or one was killed and no other has begun since. */
  public static boolean ofKilledRun(GitRepository superdataset) {
    return Files.exists(superdataset.workPlace().resolve(CHILDREN));
  }

  /** Where what came of layers is kept when their download breaks off; need not be there. */
  public static Path downloads(GitRepository repository) {
    return repository.workPlace().resolve(DOWNLOADS);
  }

  /** Files of a step about to be published; need not be there. */
  static Path checkout(GitRepository repository) {
    return repository.workPlace().resolve(CHECKOUT);
  }

  /** Files made for one command. */
  static List<Path> temporary(GitRepository repository) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(repository.workPlace())) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(repository.workPlace(), TEMPORARY)) {
        found.forEach(files::add);
      }
    }
    return files;
  }

  /** All that a run uses up and the next one does not go on with, as far as it is there. */
  public static List<Path> ofOneRun(GitRepository repository) throws IOException {
    return Stream.concat(
            Stream.of(StagingFolder.place(repository), checkout(repository)),
            temporary(repository).stream())
        .filter(Files::exists)
        .toList();
  }
}
