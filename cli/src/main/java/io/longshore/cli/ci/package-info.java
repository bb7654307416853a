/** Workflows for continuous integration: their files, and reports in the forms that it shows. */
package io.longshore.cli.ci;
