/** Runs the other programs that a benchmark needs. */
package io.longshore.benchmark.process;
