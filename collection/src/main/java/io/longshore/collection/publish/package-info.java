/**
 * Brings one image into the collection: stages it, puts it into both annexes, makes the commits.
 * {@link io.longshore.collection.publish.ImagePipeline} is the whole way, {@link
 * io.longshore.collection.publish.Publisher} its last part.
 */
package io.longshore.collection.publish;
