/**
 * What the words of a command line can become when somebody presses the Tab key. {@link
 * io.longshore.cli.completion.Completion} tells it of a command's options, {@link
 * io.longshore.cli.completion.NameKind} of a dataset; the shells ask through the few lines that
 * {@link io.longshore.cli.completion.ShellScript} has for each.
 */
package io.longshore.cli.completion;
