/**
 * What the tests of several modules share: how much of what takes minutes they do, a registry to
 * try.
 */
package io.longshore.testing;
