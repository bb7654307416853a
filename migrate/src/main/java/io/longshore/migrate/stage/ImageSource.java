package io.longshore.migrate.stage;

import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.ResolvedImage;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Where images come from. Safe for several threads. */
public interface ImageSource {
  /**
   * Finds the image for {@code platform} behind {@code reference}.
   *
   * @throws io.longshore.oci.FailureException if there is none, or it cannot be had
   */
  ResolvedImage resolve(Reference reference, Platform platform) throws IOException;

  /** The blobs of {@code repository}, mirrors included. */
  BlobSource blobs(Repository repository);

  /** Where {@code repository}'s own registry serves a blob for everyone, if it does. */
  Optional<URI> url(Repository repository, Descriptor blob);
}
