/**
 * Code that the tests of several modules share: the extent of long tests, a registry, the schema of
 * events.
 */
package io.longshore.testing;
