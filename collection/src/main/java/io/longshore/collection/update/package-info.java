/**
 * The verb update: finds out what is new for the containers that a collection follows, and adds new
 * images to the collection. {@link io.longshore.collection.update.CollectionUpdate} carries it out.
 */
package io.longshore.collection.update;
