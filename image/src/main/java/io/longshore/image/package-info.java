/** Builds a SIF from an image layout. {@link io.longshore.image.SifBuilder} is where to start. */
package io.longshore.image;
