/**
 * The history of a collection: the images that runs published and rolled back, read from the
 * trailers of commits.
 */
package io.longshore.collection.history;
