package io.longshore.oci;

import java.util.List;
import java.util.Set;

/**
 * The media types of images, of the Open Container Initiative and of Docker.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md">OCI image
 *     specification, Media Types</a>
 * @see <a href="https://distribution.github.io/distribution/spec/manifest-v2-2/">Docker image
 *     manifest, version 2, schema 2</a>
 */
public final class MediaTypes {
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_LAYER_TAR = "application/vnd.oci.image.layer.v1.tar";
  public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
  public static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";

  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  public static final String DOCKER_LAYER_TAR = "application/vnd.docker.image.rootfs.diff.tar";
  public static final String DOCKER_LAYER_GZIP =
      "application/vnd.docker.image.rootfs.diff.tar.gzip";
  public static final String DOCKER_LAYER_ZSTD =
      "application/vnd.docker.image.rootfs.diff.tar.zstd";

  private static final String OCI_NONDISTRIBUTABLE =
      "application/vnd.oci.image.layer.nondistributable.v1.tar";
  private static final String DOCKER_FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.";
  private static final String DOCKER_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+";

  private static final Set<String> UNTYPED_CONFIGS =
      Set.of("", "application/octet-stream", "application/json", "text/html");

  /** The types that a request for a manifest accepts, preferred first. */
  public static final List<String> MANIFESTS_AND_INDEXES =
      List.of(OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST);

  private MediaTypes() {}

  public static boolean isIndex(String mediaType) {
    return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
  }

  public static boolean isManifest(String mediaType) {
    return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
  }

  /** Whether the type says nothing of what it is for. Some tools give it to entries of indexes. */
  public static boolean isGeneric(String mediaType) {
    return mediaType.equals("application/octet-stream") || mediaType.equals("application/json");
  }

  /**
   * Whether a manifest's config may be that of an image. Docker 1.10 and registries of its time
   * gave configs a meaningless type or none.
   *
   * @see <a href="https://github.com/moby/moby/blob/v28.0.0/distribution/registry.go">what Docker
   *     takes for the config of an image</a>
   */
  public static boolean isImageConfig(String mediaType) {
    return mediaType.equals(OCI_CONFIG)
        || mediaType.equals(DOCKER_CONFIG)
        || UNTYPED_CONFIGS.contains(mediaType);
  }

  /**
   * Whether the type is that of a layer: a tar archive, plain or compressed, with or without
   * permission to distribute it. The compression of a layer may differ from its type.
   */
  public static boolean isLayer(String mediaType) {
    return switch (mediaType) {
      case OCI_LAYER_TAR,
          OCI_LAYER_GZIP,
          OCI_LAYER_ZSTD,
          DOCKER_LAYER_TAR,
          DOCKER_LAYER_GZIP,
          DOCKER_LAYER_ZSTD ->
          true;
      default -> isForeignLayer(mediaType);
    };
  }

  /**
   * Whether the type is that of an encrypted layer.
   *
   * @see <a href="https://github.com/containers/ocicrypt/blob/v1.2.0/docs/README.md">ocicrypt</a>
   */
  public static boolean isEncryptedLayer(String mediaType) {
    return mediaType.endsWith("+encrypted");
  }

  /**
   * Whether the type is that of a foreign layer, which its registry need not have. Its descriptor
   * may name other URLs.
   */
  public static boolean isForeignLayer(String mediaType) {
    return mediaType.startsWith(OCI_NONDISTRIBUTABLE) || mediaType.startsWith(DOCKER_FOREIGN);
  }

  /**
   * Whether the type is Docker's format from before 2016, which has a history instead of a config
   * and lists layers in reverse order.
   */
  public static boolean isDockerSchema1(String mediaType) {
    return mediaType.startsWith(DOCKER_SCHEMA_1);
  }
}
