/**
 * One step that changes two repositories, or neither: the journal names the refs before and after,
 * and {@link io.longshore.collection.transaction.TwoRepositoryStep} carries out, finishes or
 * undoes.
 */
package io.longshore.collection.transaction;
