/**
 * OCI image layouts on disk: reading with checks, writing so that nothing half-written is ever
 * found under its final name.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">OCI image
 *     specification, Image Layout</a>
 */
package io.longshore.oci.layout;
