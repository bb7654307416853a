/**
 * Certificates for TLS: the authorities of the system, certificates of single hosts, and
 * connections without any check.
 */
package io.longshore.oci.registry.tls;
