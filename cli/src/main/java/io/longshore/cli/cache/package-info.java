/** What is kept for a user, or left by runs, that can be had again: found, shown, removed. */
package io.longshore.cli.cache;
