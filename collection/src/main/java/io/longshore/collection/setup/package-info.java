/**
 * The verb init: makes a collection, or brings one to the form that all verbs need. {@link
 * io.longshore.collection.setup.CollectionSetup} carries it out.
 */
package io.longshore.collection.setup;
