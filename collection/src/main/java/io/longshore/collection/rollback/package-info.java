/**
 * The verb rollback: rolls back images that runs published. {@link
 * io.longshore.collection.rollback.ImageRollback} carries it out.
 */
package io.longshore.collection.rollback;
