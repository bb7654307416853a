package io.longshore.collection.stage;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.registry.ImageResolver;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.ResolvedImage;
import io.longshore.oci.registry.ResolvedManifest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Finds images on registries. */
public final class RegistryImageSource implements ImageSource {
  private final RegistryClient registries;
  private final ImageResolver resolver;

  public RegistryImageSource(RegistryClient registries) {
    this.registries = registries;
    this.resolver = new ImageResolver(registries);
  }

  /**
   * @throws IllegalArgumentException if {@code origin} is not on a registry
   */
  @Override
  public SourceImage resolve(ImageOrigin origin, Platform platform) throws IOException {
    if (!(origin instanceof ImageOrigin.Registry registry)) {
      throw new IllegalArgumentException(origin.recorded() + " is on no registry");
    }
    return new Found(resolver.resolve(registry.reference(), platform), registries);
  }

  private record Found(ResolvedImage resolved, RegistryClient registries) implements SourceImage {
    @Override
    public LayoutImage image() {
      return resolved.image().alone();
    }

    @Override
    public Optional<Repository> repository() {
      return Optional.of(resolved.reference().repository());
    }

    @Override
    public Optional<ResolvedManifest> servedIndex() {
      return resolved.served();
    }

    @Override
    public BlobSource blobs() {
      return registries.blobs(resolved.reference().repository());
    }

    @Override
    public boolean isOpenToAll() {
      return !registries.storedCredentials(resolved.reference().repository()).present();
    }

    @Override
    public Optional<URI> url(Descriptor blob) {
      return MediaTypes.isForeignLayer(blob.mediaType())
          ? Optional.empty()
          : Optional.of(registries.blobUrl(resolved.reference().repository(), blob.digest()));
    }
  }
}
