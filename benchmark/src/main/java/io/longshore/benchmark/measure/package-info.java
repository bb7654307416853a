/**
 * Runs one builder as a process of its own and measures time, memory, disk and output; start with
 * {@link io.longshore.benchmark.measure.Rounds}.
 */
package io.longshore.benchmark.measure;
