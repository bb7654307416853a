/**
 * The rules file of a dataset, {@code .datalad/longshore.yaml}: what may stand in it, and what is
 * wrong with one.
 */
package io.longshore.collection.rules.file;
