package io.longshore.collection.rules;

import io.longshore.collection.rules.version.Version;
import java.util.Optional;

/**
 * What is not to change.
 *
 * @param pinned the registration stays at this version; newer ones are told and not added
 * @param frozen nothing is asked and nothing changes
 * @param deprecated newer versions are told and not added
 */
public record Standing(Optional<Version> pinned, boolean frozen, Optional<Deprecation> deprecated) {
  public static final Standing USUAL = new Standing(Optional.empty(), false, Optional.empty());

  /** Whether newer versions are added. */
  public boolean mayChange() {
    return pinned.isEmpty() && !frozen && deprecated.isEmpty();
  }
}
