package io.longshore.migrate.origin;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.migrate.plan.ImageNames;
import java.util.Optional;

/**
 * An image of the collection that has neither recipe nor layout.
 *
 * @param key empty if git itself holds the file
 */
public record UnmigratedImage(RepositoryPath path, ImageNames names, Optional<AnnexKey> key) {}
