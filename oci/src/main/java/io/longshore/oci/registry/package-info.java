/**
 * Access to registries for reading: resolve a reference, fetch manifests, stream blobs.
 *
 * <p>The configuration is that of other container tools: credentials stored by {@code docker
 * login}, {@code skopeo login} and {@code apptainer registry login}; mirrors, insecure and blocked
 * registries from {@code registries.conf}; rejected images from {@code policy.json}; proxies and
 * additional certificates from the environment. Every failure reaches the caller as a {@link
 * io.longshore.ground.FailureException} with its kind and a next step.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md">OCI
 *     distribution specification</a>
 */
package io.longshore.oci.registry;
