/**
 * The rules file of a dataset, {@code .datalad/longshore.yaml}: what the file may contain, and
 * which faults it has.
 */
package io.longshore.collection.rules.file;
