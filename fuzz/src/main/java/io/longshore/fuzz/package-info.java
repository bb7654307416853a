/**
 * Fuzz targets for all readers of strangers' bytes, run by Jazzer (libFuzzer for the JVM): inputs
 * that reach new branches are kept and changed further.
 *
 * <p>A target may throw only the failures that its reader promises: no other exception, no endless
 * loop, no memory beyond {@link io.longshore.fuzz.FuzzRun#HEAP}. The result is checked against the
 * promises of the reader. Each target is proven by a {@link io.longshore.fuzz.PlantedFault} that it
 * has to find.
 */
package io.longshore.fuzz;
