/** Where images come from that have no recipe, as far as something tells; nothing is guessed. */
package io.longshore.collection.migrate.origin;
