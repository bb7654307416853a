package io.longshore.collection.stage;

import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.registry.ResolvedManifest;
import java.net.URI;
import java.util.Optional;

/** One image for one platform, at the place it comes from. Safe for several threads. */
public interface SourceImage {
  LayoutImage image();

  /** Where the image is known to the world; empty if it was found on this machine. */
  Optional<Repository> repository();

  /** The index that led to the image, if it was served one. */
  Optional<ResolvedManifest> servedIndex();

  /** The blobs, from wherever is nearest. */
  BlobSource blobs();

  /** Whether everybody can have the image there, as far as is known: no login is used for it. */
  boolean isOpenToAll();

  /** Where a registry of its own serves a blob, if one does. */
  Optional<URI> url(Descriptor blob);
}
