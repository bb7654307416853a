/**
 * The program: {@link io.longshore.cli.Main} reads the command line, runs one command, and tells
 * how it ended. Nothing below imports this package.
 */
package io.longshore.cli;
