/** Proxies, as the variables of the environment name them. */
package io.longshore.oci.registry.proxy;
