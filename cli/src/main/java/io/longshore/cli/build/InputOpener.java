package io.longshore.cli.build;

import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.stage.LayoutContent;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.SourceImage;
import io.longshore.ground.FailureException;
import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.image.ImageProvenance;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Platform;
import io.longshore.oci.TalliedBlobSource;
import io.longshore.oci.archive.DockerArchive;
import io.longshore.oci.archive.LocalImage;
import io.longshore.oci.archive.OciArchive;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutLocation;
import io.longshore.oci.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds the image from which a SIF is built.
 *
 * @param platform chooses among several images; if empty, registries are asked for linux/amd64
 * @param profile changes the profile that the source records to the user's wishes
 * @param limits for archives
 */
record InputOpener(
    Optional<Platform> platform, UnaryOperator<BuildProfile> profile, LayerLimits limits) {
  private static final RecipeExtras NO_EXTRAS =
      new RecipeExtras(List.of(), new LinkedHashMap<>(), List.of());

  /** Opens a client for registries; called only if a registry is asked. */
  @FunctionalInterface
  interface Registries {
    RegistryClient open() throws IOException;
  }

  /** Makes an empty folder for unpacked archives; called only if an archive is unpacked. */
  @FunctionalInterface
  interface Scratch {
    Path make() throws IOException;
  }

  /**
   * @throws FailureException if there is no such image, or it cannot be read
   */
  BuildInput open(ImageOrigin origin, Registries registries, Scratch scratch) throws IOException {
    return switch (origin) {
      case ImageOrigin.Registry registry -> fetched(registry, registries.open());
      case ImageOrigin.Local local -> {
        LayoutLocation location = local.location();
        Path path = location.path();
        yield switch (local.container()) {
          case LAYOUT -> of(location.open(), location.toString());
          case OCI_ARCHIVE ->
              of(
                  location.imageIn(OciArchive.unpack(path, scratch.make(), limits)),
                  location.toString());
          case DOCKER_ARCHIVE ->
              of(
                  DockerArchive.unpack(path, scratch.make(), limits)
                      .image(location.name(), platform),
                  location.toString());
        };
      }
    };
  }

  private BuildInput fetched(ImageOrigin.Registry origin, RegistryClient client)
      throws IOException {
    Platform wanted = platform.orElse(Platform.LINUX_AMD64);
    SourceImage source = new RegistryImageSource(client).resolve(origin, wanted);
    BuildProfile used = profile.apply(BuildProfile.DEFAULT);
    LayoutContent content = LayoutContent.of(origin, NO_EXTRAS, source, wanted, used);
    TalliedBlobSource tally = new TalliedBlobSource(source.blobs());
    return new BuildInput(
        content.container(),
        tally,
        used,
        Optional.of(new BuildInput.Fetched(origin.reference(), content, tally)));
  }

  private BuildInput of(ImageLayout layout, String subject) throws IOException {
    Map<String, String> annotations = layout.annotations();
    return new BuildInput(
        ContainerImage.of(layout.choose(platform), annotations, subject),
        layout.blobs(),
        profile.apply(ImageProvenance.profileIn(annotations, subject)),
        Optional.empty());
  }

  private BuildInput of(LocalImage local, String subject) {
    return new BuildInput(
        ContainerImage.of(local.image(), Map.of(), subject),
        local.blobs(),
        profile.apply(BuildProfile.DEFAULT),
        Optional.empty());
  }
}
