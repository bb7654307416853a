/** The documents of OCI images: references, manifests, indexes, configurations, descriptors. */
package io.longshore.oci;
