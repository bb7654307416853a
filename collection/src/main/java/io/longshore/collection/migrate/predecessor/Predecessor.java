package io.longshore.collection.migrate.predecessor;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.object.RepositoryPath;
import java.time.Instant;
import java.util.Optional;

/**
 * An image that another takes the place of.
 *
 * @param key empty if git itself holds the file
 * @param added when it came into the dataset, if history tells
 */
public record Predecessor(RepositoryPath path, Optional<AnnexKey> key, Optional<Instant> added) {
  /** Whether an image created then is another than the one that was there to be fetched. */
  public boolean isOlderThan(Optional<Instant> created) {
    return added.isPresent() && created.isPresent() && created.get().isAfter(added.get());
  }
}
