package io.longshore.cli.progress;

import io.longshore.collection.stage.WorkStep;

/**
 * The progress of one image.
 *
 * @param done bytes done in the step, including bytes that were here before
 * @param total bytes of the step; 0 if the step is not measured in bytes
 */
public record ImageProgress(String name, WorkStep step, long done, long total) {}
