/** Bringing what a dataset has to a clone of it that others use. */
package io.longshore.dataset.push;
