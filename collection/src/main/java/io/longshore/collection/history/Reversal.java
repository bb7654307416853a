package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import java.time.Instant;

/**
 * An image taken back.
 *
 * @param run that took it back
 * @param rolledBack run that had published it
 */
public record Reversal(RunId run, ImageNames image, Instant at, RunId rolledBack)
    implements HistoryStep {}
