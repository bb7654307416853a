/**
 * The verb update: what the containers that a collection follows have to offer, and adding it.
 * {@link io.longshore.collection.update.CollectionUpdate} carries it out.
 */
package io.longshore.collection.update;
