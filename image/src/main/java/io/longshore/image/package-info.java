/** Builds a SIF from an image layout. Start reading at {@link io.longshore.image.SifBuilder}. */
package io.longshore.image;
