package io.longshore.collection.stage;

import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.registry.ResolvedManifest;
import java.net.URI;
import java.util.Optional;

/** An image for one platform at its source. Safe for several threads. */
public interface SourceImage {
  LayoutImage image();

  /** The repository of the image; empty if the image was found on this machine. */
  Optional<Repository> repository();

  /** The index that names the image, if the registry served an index. */
  Optional<ResolvedManifest> servedIndex();

  /** Reads the blobs, from a mirror if there is one. */
  BlobSource blobs();

  /** Whether everybody can fetch the image there, as far as is known: no login was used. */
  boolean isOpenToAll();

  /**
   * The URL at which the image's own registry, not a mirror, serves a blob; empty if it does not.
   */
  Optional<URI> url(Descriptor blob);
}
