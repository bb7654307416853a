/** The verb log: the runs of a collection, for {@code longshore log}. */
package io.longshore.collection.log;
