/** Prints what is new for the containers that a collection follows, for people and for programs. */
package io.longshore.cli.output.update;
