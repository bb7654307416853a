/**
 * Migrates a small collection from a registry on the loopback interface: {@code longshore demo}.
 */
package io.longshore.cli.demo;
