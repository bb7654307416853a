/** Options that several commands share, and what turns words of the command line into values. */
package io.longshore.cli.option;
