package io.longshore.image;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.runtime.Definition;
import io.longshore.image.runtime.ImageConfiguration;
import io.longshore.image.runtime.RuntimeConfig;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.layout.LayoutAnnotations;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Makes the texts of a SIF that describe the image and how it is run. */
final class RuntimeDescription {
  private RuntimeDescription() {}

  /**
   * @throws FailureException of kind UNSUPPORTED if the image's own texts cannot stand in scripts
   *     or a definition file
   */
  static RuntimeConfig of(ContainerImage image, RecipeExtras extras) throws FailureException {
    ImageConfig config = image.config();
    try {
      return new RuntimeConfig(
          new ImageConfiguration(
              image.platform().architecture(),
              config.entrypoint(),
              config.command(),
              config.environment(),
              config.workingDirectory(),
              config.user(),
              new LinkedHashMap<>(new TreeMap<>(config.labels()))),
          definition(image, extras),
          labels(image, extras));
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          image.subject(),
          "cannot be described in a SIF: " + e.getMessage(),
          "use an image without it",
          e);
    }
  }

  /**
   * Names the image by its digest, so that the definition does not depend on the reference that the
   * user typed.
   */
  private static Definition definition(ContainerImage image, RecipeExtras extras) {
    Optional<String> repository = ImageProvenance.repositoryIn(image.annotations());
    String digest = image.manifestDigest().toString();
    return new Definition(
        repository.isPresent() ? "docker" : "oci",
        repository.map(name -> name + "@" + digest).orElse(digest),
        extras.environment(),
        extras.directories(),
        extras.readableTrees());
  }

  // The profile is not among the labels: it belongs to the file, and the tree has the same labels.
  private static SequencedMap<String, String> labels(ContainerImage image, RecipeExtras extras) {
    TreeMap<String, String> labels = new TreeMap<>(ImageProvenance.annotationsOf(extras));
    ImageProvenance.repositoryIn(image.annotations())
        .ifPresent(name -> labels.put(LayoutAnnotations.REPOSITORY, name));
    labels.put(LayoutAnnotations.MANIFEST, image.manifestDigest().toString());
    labels.put(LayoutAnnotations.PLATFORM, image.platform().toString());
    return labels;
  }
}
