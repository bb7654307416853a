/** Reads the Singularity recipes of a collection. */
package io.longshore.collection.recipe;
