/** The verb test: looks for flaws that keep images from starting, and starts images on request. */
package io.longshore.collection.test;
