package io.longshore.oci.registry;

import io.longshore.oci.Descriptor;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Manifest;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.util.Optional;

/** Follows a reference to the manifest and config of one platform. */
public final class ImageResolver {
  /** An index may point to indexes; deeper nesting than this is nobody's intention. */
  private static final int MAX_NESTED_INDEXES = 4;

  private final RegistryClient client;

  public ImageResolver(RegistryClient client) {
    this.client = client;
  }

  /**
   * @throws FailureException as {@link RegistryClient}; of kind {@link FailureKind#UNSUPPORTED} if
   *     there is no image for {@code platform}, or one in a retired format
   */
  public ResolvedImage resolve(Reference reference, Platform platform) throws IOException {
    String subject = reference.asAsked();
    ResolvedManifest document = client.resolve(reference);
    Optional<ResolvedManifest> served =
        document.isIndex() ? Optional.of(document) : Optional.empty();
    for (int nested = 0; document.isIndex(); nested++) {
      if (nested == MAX_NESTED_INDEXES) {
        throw new FailureException(
            FailureKind.MALFORMED,
            subject,
            "has indexes nested more than " + MAX_NESTED_INDEXES + " deep",
            "tell whoever published the image");
      }
      ImageIndex index = ImageIndex.parse(document.bytes(), document.mediaType(), subject);
      Descriptor chosen = index.select(platform, subject);
      document = client.fetchManifest(reference.repository(), chosen);
    }
    Manifest manifest = Manifest.parse(document.bytes(), document.mediaType(), subject);
    byte[] configBytes = client.fetchBlob(reference.repository(), manifest.config());
    ImageConfig config = ImageConfig.parse(configBytes, subject);
    config.checkAgainst(manifest, subject);
    config.checkPlatform(platform, subject);
    return new ResolvedImage(reference, served, document, manifest, configBytes, config);
  }
}
