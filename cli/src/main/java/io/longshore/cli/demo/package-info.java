/**
 * The command {@code longshore demo}, which migrates a small collection from a registry on the
 * loopback interface.
 */
package io.longshore.cli.demo;
