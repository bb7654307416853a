/** What is made of the commands' own descriptions: manual pages, completion for shells. */
package io.longshore.cli.manual;
