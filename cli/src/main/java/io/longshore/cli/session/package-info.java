/**
 * The options and state that all commands share: global options, the request to stop, exit codes,
 * the terminal. Does not use any command.
 */
package io.longshore.cli.session;
