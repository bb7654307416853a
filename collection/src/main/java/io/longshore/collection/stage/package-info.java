/**
 * Fetches an image and builds its SIF beside the dataset, several at once; nothing of the dataset
 * changes. {@link io.longshore.collection.stage.Stager} is where to start.
 */
package io.longshore.collection.stage;
