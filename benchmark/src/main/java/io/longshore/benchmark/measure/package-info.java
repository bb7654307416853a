/**
 * Runs a builder as a separate process and measures time, memory, disk and output. Start reading at
 * {@link io.longshore.benchmark.measure.Rounds}.
 */
package io.longshore.benchmark.measure;
