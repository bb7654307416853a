package io.longshore.migrate.stage;

import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.ResolvedManifest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Images in registries. */
public final class RegistryImageSource implements ImageSource {
  private final RegistryClient registries;

  public RegistryImageSource(RegistryClient registries) {
    this.registries = registries;
  }

  @Override
  public ResolvedImage resolve(Reference reference, Platform platform) throws IOException {
    ResolvedManifest first = registries.resolve(reference);
    String subject = reference.toString();
    if (!first.isIndex()) {
      return image(reference, first, Optional.empty(), first);
    }
    Descriptor chosen =
        ImageIndex.parse(first.bytes(), first.mediaType(), subject).select(platform, subject);
    ResolvedManifest manifest = registries.fetchManifest(first.repository(), chosen);
    return image(reference, first, Optional.of(first.bytes()), manifest);
  }

  private static ResolvedImage image(
      Reference reference,
      ResolvedManifest first,
      Optional<byte[]> index,
      ResolvedManifest manifest)
      throws IOException {
    return new ResolvedImage(
        reference,
        first.repository(),
        first.digest(),
        index,
        manifest.descriptor(),
        manifest.bytes(),
        Manifest.parse(manifest.bytes(), manifest.mediaType(), reference.toString()));
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
