/** What a registry demands and is shown: challenges, credentials, tokens. */
package io.longshore.oci.registry.login;
