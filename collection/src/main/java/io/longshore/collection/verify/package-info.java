/**
 * The verb verify: one class for each check, listed in {@link
 * io.longshore.collection.verify.Check}; {@link io.longshore.collection.verify.Verification} runs
 * them.
 */
package io.longshore.collection.verify;
