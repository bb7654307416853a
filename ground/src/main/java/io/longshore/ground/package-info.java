/**
 * What all modules stand on: failures with their kind and next step, printable text, sizes,
 * digests. Uses no other module.
 */
package io.longshore.ground;
