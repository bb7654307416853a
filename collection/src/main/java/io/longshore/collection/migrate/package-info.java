/**
 * The verb migrate: all images that have a recipe or another known origin. {@link
 * io.longshore.collection.migrate.Migration} carries it out.
 */
package io.longshore.collection.migrate;
