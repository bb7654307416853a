package io.longshore.oci.layer;

import java.util.Set;

/**
 * Media types of layers that are tar archives.
 *
 * <p>Which compression a type promises is not looked at, since published layers do not always keep
 * the promise; see {@link LayerCompression}.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md">OCI image
 *     specification, Image Layer Filesystem Changeset</a>
 */
final class LayerMediaTypes {
  private static final Set<String> KNOWN =
      Set.of(
          "application/vnd.oci.image.layer.v1.tar",
          "application/vnd.oci.image.layer.v1.tar+gzip",
          "application/vnd.oci.image.layer.v1.tar+zstd",
          "application/vnd.oci.image.layer.nondistributable.v1.tar",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
          "application/vnd.docker.image.rootfs.diff.tar",
          "application/vnd.docker.image.rootfs.diff.tar.gzip",
          "application/vnd.docker.image.rootfs.diff.tar.zstd",
          "application/vnd.docker.image.rootfs.foreign.diff.tar",
          "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
          "application/vnd.docker.image.rootfs.foreign.diff.tar.zstd");

  private LayerMediaTypes() {}

  static boolean isTar(String mediaType) {
    return KNOWN.contains(mediaType);
  }
}
