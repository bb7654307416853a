/** Compares two images: their files, and for two SIFs also how the files are stored. */
package io.longshore.image.compare;
