/**
 * The configuration files of container tools, {@code registries.conf} and {@code policy.json}, and
 * their places.
 */
package io.longshore.oci.registry.settings;
