/** Proxies that environment variables name. */
package io.longshore.oci.registry.proxy;
