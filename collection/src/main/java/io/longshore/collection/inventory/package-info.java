/**
 * Reads the content of a collection at a commit: layouts, SIFs, registrations. The verbs share
 * {@link io.longshore.collection.inventory.MigratedDataset}.
 */
package io.longshore.collection.inventory;
