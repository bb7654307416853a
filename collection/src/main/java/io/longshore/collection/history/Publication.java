package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.object.ObjectId;
import java.time.Instant;

/**
 * The publication of an image by a run: a chain of commits of the superdataset.
 *
 * @param before the parent of the first commit
 * @param after the last commit
 */
public record Publication(RunId run, ImageNames image, Instant at, ObjectId before, ObjectId after)
    implements HistoryStep {}
