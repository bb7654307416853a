package io.longshore.oci.layout;

/**
 * Keys of the annotations at the top level of {@code index.json}, which record the origin of a
 * layout and how its SIF is built.
 *
 * <p>{@code scripts/oci_cmd} also reads the values, with the tools of a POSIX shell: lists of paths
 * are separated by one space, environment variables by one newline.
 */
public final class LayoutAnnotations {
  public static final String PREFIX = "org.datalad.container.image.";

  /** The reference that the user asked for. */
  public static final String SOURCE = PREFIX + "source";

  /**
   * Registry and path that the reference was resolved to, such as {@code
   * docker.io/library/busybox}; absent for an image that came from no registry.
   */
  public static final String REPOSITORY = PREFIX + "repository";

  /** The digest that the registry answered for the reference: of an index or of a manifest. */
  public static final String DIGEST = PREFIX + "digest";

  /** The digest of the image manifest. A label of SIFs only; in a layout the descriptor has it. */
  public static final String MANIFEST = PREFIX + "manifest";

  /** The platform chosen, {@code os/architecture[/variant]}. */
  public static final String PLATFORM = PREFIX + "platform";

  /** The digest of the index as served, which is kept as a blob that no descriptor names. */
  public static final String SERVED_INDEX = PREFIX + "served-index";

  /** Absolute paths of the directories that the recipe makes. */
  public static final String DIRECTORIES = PREFIX + "directories";

  /** {@code NAME=value} lines that the recipe exports. */
  public static final String ENVIRONMENT = PREFIX + "environment";

  /** Absolute paths on which the recipe runs {@code chmod -R a+rX}. */
  public static final String READABLE_TREES = PREFIX + "readable-trees";

  /** The version of the SIF content, a decimal number. */
  public static final String FORMAT_VERSION = PREFIX + "build.format-version";

  /** {@code gzip} or {@code zstd}. */
  public static final String COMPRESSION = PREFIX + "build.compression";

  /** The compressor's level, a decimal number. */
  public static final String LEVEL = PREFIX + "build.level";

  /** The block size of the squashfs in bytes, a decimal number. */
  public static final String BLOCK_SIZE = PREFIX + "build.block-size";

  private LayoutAnnotations() {}
}
