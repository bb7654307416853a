package io.longshore.collection.rules.file;

import io.longshore.dataset.git.object.RepositoryPath;
import java.util.List;

/**
 * The rules of a collection, which say what it follows.
 *
 * @param sources in the order of the file
 */
public record Rules(List<RuleSource> sources) {
  public static final RepositoryPath PATH = new RepositoryPath(".datalad/longshore.yaml");

  public Rules {
    sources = List.copyOf(sources);
  }
}
