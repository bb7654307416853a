/** Sources of the rules become the containers they stand for: lists are read, names are given. */
package io.longshore.collection.rules.source;
