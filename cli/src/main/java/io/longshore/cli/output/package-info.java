/**
 * Makes the output for people and programs: lines, tables, JSON objects. Only {@link
 * io.longshore.cli.output.Messages} prints.
 */
package io.longshore.cli.output;
