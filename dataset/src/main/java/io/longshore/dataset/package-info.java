/**
 * The conventions of DataLad: subdatasets, registrations of containers, run records, attributes.
 */
package io.longshore.dataset;
