package io.longshore.migrate.stage;

import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.ImageResolver;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.ResolvedImage;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Images in registries. */
public final class RegistryImageSource implements ImageSource {
  private final RegistryClient registries;
  private final ImageResolver resolver;

  public RegistryImageSource(RegistryClient registries) {
    this.registries = registries;
    this.resolver = new ImageResolver(registries);
  }

  @Override
  public ResolvedImage resolve(Reference reference, Platform platform) throws IOException {
    return resolver.resolve(reference, platform);
  }

  @Override
  public BlobSource blobs(Repository repository) {
    return registries.blobs(repository);
  }

  @Override
  public Optional<URI> url(Repository repository, Descriptor blob) {
    return MediaTypes.isForeignLayer(blob.mediaType())
        ? Optional.empty()
        : Optional.of(registries.blobUrl(repository, blob.digest()));
  }
}
