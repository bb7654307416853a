/**
 * The base of all other modules: failures with their kind and next step, printable text, sizes,
 * digests. It uses no other module.
 */
package io.longshore.ground;
