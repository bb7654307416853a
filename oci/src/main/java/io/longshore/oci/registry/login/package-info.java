/** The authorization at registries: challenges, credentials, tokens. */
package io.longshore.oci.registry.login;
