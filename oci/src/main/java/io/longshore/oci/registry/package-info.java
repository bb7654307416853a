/**
 * Access to registries for reading: resolve a reference, fetch manifests, stream blobs.
 *
 * <p>Configuration is the field's own: credentials as {@code docker login}, {@code skopeo login}
 * and {@code apptainer registry login} leave them, mirrors, insecure and blocked registries from
 * {@code registries.conf}, what is not to be fetched from {@code policy.json}, proxies and extra
 * trust from the environment. Every failure reaches the caller as a {@link
 * io.longshore.ground.FailureException} with its kind and a next step.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md">OCI
 *     distribution specification</a>
 */
package io.longshore.oci.registry;
