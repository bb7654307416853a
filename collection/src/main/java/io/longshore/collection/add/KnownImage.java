package io.longshore.collection.add;

import io.longshore.collection.plan.ImageNames;
import io.longshore.oci.Repository;
import java.util.Optional;

/**
 * An image that the collection has, migrated or not.
 *
 * @param repository the repository it came from, if a recipe or a layout names it
 */
public record KnownImage(ImageNames names, Optional<Repository> repository) {}
