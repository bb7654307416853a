/**
 * The commands, one class for each; {@link io.longshore.cli.command.Commands} lists them. A command
 * turns its options into a call of {@code collection} or {@code image} and passes the result to
 * {@code cli.output}.
 */
package io.longshore.cli.command;
