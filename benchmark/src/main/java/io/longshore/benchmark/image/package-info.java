/**
 * Images of several shapes to measure with: generated, or made of Debian packages. {@link
 * io.longshore.benchmark.image.Shape} lists them.
 */
package io.longshore.benchmark.image;
