package io.longshore.dataset.annex;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where git-annex puts the content of a key, by the form of its folders that a clone has. Which key
 * it is decides; so they can be kept, while whether content is there is to be asked afresh.
 *
 * @param paths relative to the git folder the annex is in
 */
public record ContentPlaces(List<String> paths) {
  /** Of what is not annexed. */
  public static final ContentPlaces NONE = new ContentPlaces(List.of());

  public ContentPlaces {
    paths = List.copyOf(paths);
  }

  /**
   * The file that holds the content, if it is here.
   *
   * @param gitFolder the one the annex is in
   */
  public Optional<Path> content(Path gitFolder) {
    return paths.stream().map(gitFolder::resolve).filter(Files::isRegularFile).findFirst();
  }
}
