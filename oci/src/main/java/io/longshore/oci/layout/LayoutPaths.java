package io.longshore.oci.layout;

import io.longshore.ground.Digest;
import java.nio.file.Path;

/** The names of the files in an image layout. */
public final class LayoutPaths {
  public static final String OCI_LAYOUT = "oci-layout";
  public static final String INDEX = "index.json";
  public static final String VERSION = "1.0.0";
  public static final String BLOBS = "blobs/sha256";

  private LayoutPaths() {}

  public static Path blob(Path layout, Digest digest) {
    return layout.resolve(BLOBS).resolve(digest.hex());
  }
}
