/**
 * The configuration files of containers: {@code registries.conf}, {@code policy.json}, and where
 * they lie.
 */
package io.longshore.oci.registry.settings;
