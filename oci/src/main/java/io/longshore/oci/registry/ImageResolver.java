package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Manifest;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.ImageSearch;
import io.longshore.oci.layout.LayoutImage;
import java.io.IOException;
import java.util.Optional;

/** Resolves a reference to the manifest and config for a platform. */
public final class ImageResolver {
  private final RegistryClient client;

  public ImageResolver(RegistryClient client) {
    this.client = client;
  }

  /**
   * @throws FailureException as {@link RegistryClient}; of kind {@link FailureKind#UNSUPPORTED} if
   *     there is no image for {@code platform}, or the image has an obsolete format
   */
  public ResolvedImage resolve(Reference reference, Platform platform) throws IOException {
    String subject = reference.asAsked();
    ResolvedManifest document = client.resolve(reference);
    if (document.isIndex()) {
      ImageIndex index = ImageIndex.parsePublished(document.bytes(), document.mediaType(), subject);
      LayoutImage image =
          new ImageSearch(documents(reference.repository()), subject).first(index, platform);
      return new ResolvedImage(reference, Optional.of(document), image);
    }
    Manifest manifest = Manifest.parse(document.bytes(), document.mediaType(), subject);
    byte[] configBytes = client.fetchBlob(reference.repository(), manifest.config());
    ImageConfig config = ImageConfig.parse(configBytes, subject);
    config.checkAgainst(manifest, subject);
    config.checkPlatform(platform, subject);
    return new ResolvedImage(
        reference,
        Optional.empty(),
        new LayoutImage(document.descriptor(), document.bytes(), manifest, configBytes, config));
  }

  private ImageSearch.Documents documents(Repository repository) {
    return new ImageSearch.Documents() {
      @Override
      public ImageSearch.Document manifestOrIndex(Descriptor descriptor) throws IOException {
        ResolvedManifest fetched = client.fetchManifest(repository, descriptor);
        return new ImageSearch.Document(fetched.mediaType(), fetched.bytes());
      }

      @Override
      public byte[] config(Descriptor descriptor) throws IOException {
        return client.fetchBlob(repository, descriptor);
      }
    };
  }
}
