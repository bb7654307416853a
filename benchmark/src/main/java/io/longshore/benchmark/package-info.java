/**
 * Makes images, runs builders that make SIFs from them, and compares the resources that the
 * builders use. Start reading at {@link io.longshore.benchmark.SifCommand}.
 */
package io.longshore.benchmark;
