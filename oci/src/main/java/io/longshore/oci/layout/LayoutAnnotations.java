package io.longshore.oci.layout;

/** Keys of the annotations that tie {@code index.json} to where the image came from. */
public final class LayoutAnnotations {
  private static final String PREFIX = "org.datalad.container.image.";

  /** The reference as asked for. */
  public static final String SOURCE = PREFIX + "source";

  /** Registry and path that the reference was resolved to, as {@code docker.io/library/busybox}. */
  public static final String REPOSITORY = PREFIX + "repository";

  /** What the registry answered to the reference: the digest of an index or of a manifest. */
  public static final String DIGEST = PREFIX + "digest";

  /** The platform chosen, {@code os/architecture[/variant]}. */
  public static final String PLATFORM = PREFIX + "platform";

  /** The digest of the index as served, which is kept as a blob that no descriptor names. */
  public static final String SERVED_INDEX = PREFIX + "served-index";

  private LayoutAnnotations() {}
}
