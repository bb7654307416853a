/**
 * The commands, one class each; {@link io.longshore.cli.command.Commands} lists them. A command
 * turns options into a request of {@code collection} or {@code image} and hands its result to
 * {@code cli.output}.
 */
package io.longshore.cli.command;
