package io.longshore.collection.migrate.predecessor;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.object.RepositoryPath;
import java.time.Instant;
import java.util.Optional;

/**
 * An old image that a new image replaces.
 *
 * @param key the annex key; empty if the file is in git
 * @param added the time at which the old image was added to the dataset, if the history shows it
 */
public record Predecessor(RepositoryPath path, Optional<AnnexKey> key, Optional<Instant> added) {
  /**
   * Whether the old image was added before {@code created}, so that a new image created at that
   * time must be another image.
   */
  public boolean isOlderThan(Optional<Instant> created) {
    return added.isPresent() && created.isPresent() && created.get().isAfter(added.get());
  }
}
