/**
 * The verb test: looks for what keeps images from starting, and starts them where that is wanted.
 */
package io.longshore.collection.test;
