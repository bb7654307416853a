package io.longshore.dataset.annex;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The paths at which git-annex may put the content of a key, one for each form of its folders. The
 * paths depend on the key alone and can be kept; whether the content exists has to be checked each
 * time.
 *
 * @param paths relative to the git folder with the annex
 */
public record ContentPlaces(List<String> paths) {
  /** The places of content that is not annexed. */
  public static final ContentPlaces NONE = new ContentPlaces(List.of());

  public ContentPlaces {
    paths = List.copyOf(paths);
  }

  /**
   * The file with the content, if this clone has it.
   *
   * @param gitFolder the git folder with the annex
   */
  public Optional<Path> content(Path gitFolder) {
    return paths.stream().map(gitFolder::resolve).filter(Files::isRegularFile).findFirst();
  }
}
