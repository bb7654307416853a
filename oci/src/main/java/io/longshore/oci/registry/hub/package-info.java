/** What Docker Hub tells beside its registry, by an interface of its own. */
package io.longshore.oci.registry.hub;
