package io.longshore.collection.add;

import io.longshore.collection.plan.ImageNames;
import io.longshore.oci.Repository;
import java.util.Optional;

/**
 * An image the collection has, old or new.
 *
 * @param repository where it came from, if a recipe or a layout tells
 */
public record KnownImage(ImageNames names, Optional<Repository> repository) {}
