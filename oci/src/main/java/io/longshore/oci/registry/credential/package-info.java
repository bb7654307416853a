/**
 * Finds the credentials that {@code docker login} and its kin have stored, and asks credential
 * helpers.
 */
package io.longshore.oci.registry.credential;
