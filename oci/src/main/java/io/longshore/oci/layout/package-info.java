/**
 * OCI image layouts on disk: reads them with checks, and writes them so that no file has its final
 * name before it is complete.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">OCI image
 *     specification, Image Layout</a>
 */
package io.longshore.oci.layout;
