package io.longshore.cli.progress;

import io.longshore.collection.stage.WorkStep;

/**
 * How far one image has got.
 *
 * @param done bytes of the step, those that were here already included
 * @param total bytes of the step; 0 if it is not measured in bytes
 */
public record ImageProgress(String name, WorkStep step, long done, long total) {}
