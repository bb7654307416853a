package io.longshore.dataset.git.object;

import java.util.Optional;

/**
 * A path at which two commits differ, with both entries; an entry is empty if the commit does not
 * have the path.
 */
public record TreeDifference(
    TrackedPath path, Optional<TreeEntry> before, Optional<TreeEntry> after) {}
