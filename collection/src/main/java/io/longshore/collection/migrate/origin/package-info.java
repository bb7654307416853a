/** Finds the origin of images without a recipe, from records and names only. Nothing is guessed. */
package io.longshore.collection.migrate.origin;
