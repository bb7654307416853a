/**
 * The verb init: makes a collection, or adds to an existing one what the other verbs need. {@link
 * io.longshore.collection.setup.CollectionSetup} carries it out.
 */
package io.longshore.collection.setup;
