/**
 * Finds the credentials that {@code docker login} and similar commands have stored, and asks
 * credential helpers.
 */
package io.longshore.oci.registry.credential;
