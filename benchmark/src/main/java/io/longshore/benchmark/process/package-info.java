/** Starts the programs that a benchmark needs. */
package io.longshore.benchmark.process;
