/** The verb log: lists the runs of a collection for {@code longshore log}. */
package io.longshore.collection.log;
