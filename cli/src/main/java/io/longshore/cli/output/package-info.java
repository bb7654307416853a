/**
 * All that people and programs read: lines, tables, JSON objects. {@link
 * io.longshore.cli.output.Messages} alone prints.
 */
package io.longshore.cli.output;
