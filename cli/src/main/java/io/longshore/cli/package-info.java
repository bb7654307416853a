/**
 * The program: {@link io.longshore.cli.Main} reads the command line, runs one command and prints a
 * failure. No package below imports this one.
 */
package io.longshore.cli;
