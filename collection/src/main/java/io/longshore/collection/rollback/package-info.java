/**
 * The verb rollback: images that runs published are taken back. {@link
 * io.longshore.collection.rollback.ImageRollback} carries it out.
 */
package io.longshore.collection.rollback;
