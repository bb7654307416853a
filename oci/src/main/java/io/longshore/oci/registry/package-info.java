/**
 * Access to registries for reading: resolve a reference, fetch manifests, stream blobs.
 *
 * <p>Configuration is the field's own: credentials as {@code docker login} and {@code skopeo login}
 * leave them, mirrors and insecure registries from {@code registries.conf}, proxies and extra trust
 * from the environment. Every failure reaches the caller as a {@link
 * io.longshore.oci.FailureException} with its kind and a next step.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md">OCI
 *     distribution specification</a>
 */
package io.longshore.oci.registry;
