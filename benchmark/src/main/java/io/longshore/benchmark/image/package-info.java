/**
 * Images of several shapes for benchmarks: generated, or made of Debian packages. {@link
 * io.longshore.benchmark.image.Shape} lists them.
 */
package io.longshore.benchmark.image;
