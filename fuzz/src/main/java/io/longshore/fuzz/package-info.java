/**
 * Fuzz targets for all that reads bytes other people wrote, run by Jazzer, which is libFuzzer for
 * the JVM: inputs that reach new branches are kept and changed further.
 *
 * <p>A target may end in the failures its reader promises, and in nothing else: no other exception,
 * no endless loop, no memory beyond {@link io.longshore.fuzz.FuzzRun#HEAP}. What was read is
 * checked against what the reader promises about it. Each target is proven by a {@link
 * io.longshore.fuzz.PlantedFault} it has to find.
 */
package io.longshore.fuzz;
