package io.longshore.dataset.git.object;

import java.util.Optional;

/** What two commits have at one path, where they differ; empty where there is nothing. */
public record TreeDifference(
    TrackedPath path, Optional<TreeEntry> before, Optional<TreeEntry> after) {}
