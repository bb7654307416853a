/**
 * Changes two repositories together or neither. The journal records the refs before and after a
 * step, and {@link io.longshore.collection.transaction.TwoRepositoryStep} carries the step out,
 * finishes it or undoes it.
 */
package io.longshore.collection.transaction;
