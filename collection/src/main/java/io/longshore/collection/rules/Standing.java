package io.longshore.collection.rules;

import io.longshore.collection.rules.version.Version;
import java.util.Optional;

/**
 * The limits that the rules set to changes of a container.
 *
 * @param pinned the version at which the registration stays; newer versions are reported but not
 *     added
 * @param frozen whether nothing is asked and nothing changes
 * @param deprecated why nobody should begin to use the container; newer versions are reported but
 *     not added
 */
public record Standing(Optional<Version> pinned, boolean frozen, Optional<Deprecation> deprecated) {
  public static final Standing USUAL = new Standing(Optional.empty(), false, Optional.empty());

  /** Whether newer versions are added. */
  public boolean mayChange() {
    return pinned.isEmpty() && !frozen && deprecated.isEmpty();
  }
}
