/** Reports what is frozen to people and programs. */
package io.longshore.cli.output.freeze;
