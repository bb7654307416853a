/** The progress of long work: a board collects it, and one thread shows it. */
package io.longshore.cli.progress;
