/**
 * SIFs built for somebody who has no dataset: what is typed as the source of an image, where the
 * file goes, and the work between.
 */
package io.longshore.cli.build;
