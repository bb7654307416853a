/** What {@code longshore rules} prints. */
package io.longshore.cli.output.rules;
