/**
 * Makes images, has builders make SIFs of them, and compares what they take; {@link
 * io.longshore.benchmark.SifCommand} is where to start.
 */
package io.longshore.benchmark;
