/**
 * Builds SIFs for users who have no dataset: the source as typed, the place of the file, and the
 * build between them.
 */
package io.longshore.cli.build;
