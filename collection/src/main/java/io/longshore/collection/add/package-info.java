/**
 * The verb add: one image from a registry, layout or archive. {@link
 * io.longshore.collection.add.ImageAddition} carries it out.
 */
package io.longshore.collection.add;
