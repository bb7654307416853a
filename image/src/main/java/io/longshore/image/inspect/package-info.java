/** Reads the self-description of image files, whatever program made them. */
package io.longshore.image.inspect;
