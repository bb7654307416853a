/** The images that a migration supersedes, and whether what takes their place is the same. */
package io.longshore.collection.migrate.predecessor;
