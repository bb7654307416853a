/** Where a registry is asked: hosts, endpoints, addresses of blobs, and whether TLS is used. */
package io.longshore.oci.registry.address;
