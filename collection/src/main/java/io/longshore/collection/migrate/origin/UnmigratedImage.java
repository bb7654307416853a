package io.longshore.collection.migrate.origin;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.object.RepositoryPath;
import java.util.Optional;

/**
 * An image of the collection that has neither recipe nor layout.
 *
 * @param key empty if git itself holds the file
 */
public record UnmigratedImage(RepositoryPath path, ImageNames names, Optional<AnnexKey> key) {}
