/** What {@code longshore test} prints. */
package io.longshore.cli.output.test;
