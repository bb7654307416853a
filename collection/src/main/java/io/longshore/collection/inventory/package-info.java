/**
 * What is in a collection at a commit: layouts, SIFs, registrations. {@link
 * io.longshore.collection.inventory.MigratedDataset} is the reader that verbs share.
 */
package io.longshore.collection.inventory;
