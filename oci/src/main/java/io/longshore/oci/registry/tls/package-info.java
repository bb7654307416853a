/** Certificates: the authorities of the system, those of single hosts, and none. */
package io.longshore.oci.registry.tls;
