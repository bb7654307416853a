/**
 * The verb migrate: moves images with a recipe or another known origin to the OCI workflow. {@link
 * io.longshore.collection.migrate.Migration} carries it out.
 */
package io.longshore.collection.migrate;
