/** Addresses of registries: hosts, endpoints, URLs of blobs, and whether TLS is used. */
package io.longshore.oci.registry.address;
