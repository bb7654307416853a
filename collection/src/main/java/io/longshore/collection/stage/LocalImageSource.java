package io.longshore.collection.stage;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Platform;
import io.longshore.oci.Repository;
import io.longshore.oci.archive.DockerArchive;
import io.longshore.oci.archive.LocalImage;
import io.longshore.oci.archive.OciArchive;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.registry.ResolvedManifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Finds an image in a folder or an archive on this machine. Such an image has no URL. */
public final class LocalImageSource implements ImageSource {
  private final Path folder;
  private final LayerLimits limits;

  /**
   * @param folder an empty folder, in which archives are unpacked
   * @param limits on the unpacked size of an archive
   */
  public LocalImageSource(Path folder, LayerLimits limits) {
    this.limits = limits;
    this.folder = folder;
  }

  /**
   * @throws IllegalArgumentException if {@code origin} is not local
   */
  @Override
  public SourceImage resolve(ImageOrigin origin, Platform platform) throws IOException {
    if (!(origin instanceof ImageOrigin.Local local)) {
      throw new IllegalArgumentException(origin.recorded() + " is not on this machine");
    }
    Path path = local.location().path();
    return new Found(
        switch (local.container()) {
          case LAYOUT -> select(local.location().open(), platform);
          case OCI_ARCHIVE ->
              select(local.location().imageIn(OciArchive.unpack(path, folder, limits)), platform);
          case DOCKER_ARCHIVE ->
              DockerArchive.unpack(path, folder, limits)
                  .image(local.location().name(), Optional.of(platform));
        });
  }

  private static LocalImage select(ImageLayout layout, Platform platform) throws IOException {
    // The names that the image has in this layout are dropped.
    return new LocalImage(layout.select(platform).alone(), layout.blobs());
  }

  private record Found(LocalImage local) implements SourceImage {
    @Override
    public LayoutImage image() {
      return local.image();
    }

    @Override
    public Optional<Repository> repository() {
      return Optional.empty();
    }

    @Override
    public Optional<ResolvedManifest> servedIndex() {
      return Optional.empty();
    }

    @Override
    public BlobSource blobs() {
      return local.blobs();
    }

    @Override
    public boolean isOpenToAll() {
      return false;
    }

    @Override
    public Optional<URI> url(Descriptor blob) {
      return Optional.empty();
    }
  }
}
