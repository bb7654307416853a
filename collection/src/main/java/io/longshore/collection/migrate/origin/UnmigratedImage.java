package io.longshore.collection.migrate.origin;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.object.RepositoryPath;
import java.util.Optional;

/**
 * An image of the collection that has neither a recipe nor a layout.
 *
 * @param key the annex key; empty if the file is in git
 */
public record UnmigratedImage(RepositoryPath path, ImageNames names, Optional<AnnexKey> key) {}
