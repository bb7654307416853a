/** Makes manual pages from the descriptions of the commands. */
package io.longshore.cli.manual;
