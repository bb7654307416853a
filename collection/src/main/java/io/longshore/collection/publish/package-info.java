/**
 * Brings one image into the collection: stages it, puts it into both annexes, makes the commits.
 * {@link io.longshore.collection.publish.ImagePipeline} does all of this, with {@link
 * io.longshore.collection.publish.Publisher} for the last step.
 */
package io.longshore.collection.publish;
