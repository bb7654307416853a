/**
 * Finds the containers that the sources of the rules stand for: reads lists, and gives names to
 * containers.
 */
package io.longshore.collection.rules.source;
