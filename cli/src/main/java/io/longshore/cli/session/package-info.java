/**
 * What all commands share: global options, the request to stop, exit codes, the terminal. Uses no
 * command.
 */
package io.longshore.cli.session;
