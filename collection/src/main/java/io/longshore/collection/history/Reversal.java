package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import java.time.Instant;

/**
 * The rollback of an image.
 *
 * @param run the run that rolled the image back
 * @param rolledBack the run that had published the image
 */
public record Reversal(RunId run, ImageNames image, Instant at, RunId rolledBack)
    implements HistoryStep {}
