package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.object.ObjectId;
import java.time.Instant;

/**
 * An image as one run published it: a chain of commits of the superdataset.
 *
 * @param before the parent of the first
 * @param after the last
 */
public record Publication(RunId run, ImageNames image, Instant at, ObjectId before, ObjectId after)
    implements HistoryStep {}
