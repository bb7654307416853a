/**
 * Completes command lines when a user presses the Tab key. {@link
 * io.longshore.cli.completion.Completion} knows the options of the commands, and {@link
 * io.longshore.cli.completion.NameKind} marks values that come from a dataset. {@link
 * io.longshore.cli.completion.ShellScript} has the few lines by which each shell asks for
 * completions.
 */
package io.longshore.cli.completion;
