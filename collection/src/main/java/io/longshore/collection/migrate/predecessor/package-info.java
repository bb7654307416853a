/** Finds the old images that a migration replaces, and compares the new images with them. */
package io.longshore.collection.migrate.predecessor;
