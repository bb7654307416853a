/**
 * Workflows for continuous integration: the files of the workflows, and reports in the forms that
 * forges show.
 */
package io.longshore.cli.ci;
