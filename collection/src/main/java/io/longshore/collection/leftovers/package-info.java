/**
 * Files that runs left in the git folders of a collection: parts of layers, and what a run that
 * died had under way. {@link io.longshore.collection.leftovers.DatasetLeftovers} is where to start.
 */
package io.longshore.collection.leftovers;
