package io.longshore.image;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layout.LayoutImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a SIF is made of but the layers' bytes.
 *
 * @param manifestDigest of the manifest's bytes as served
 * @param platform what it is for; its config may be mistaken
 * @param annotations of the layout's index.json, see {@link ImageProvenance}
 * @param subject the image as the user knows it, for messages
 */
public record ContainerImage(
    Manifest manifest,
    Digest manifestDigest,
    ImageConfig config,
    Platform platform,
    Map<String, String> annotations,
    String subject) {

  public ContainerImage {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /**
   * @param annotations of the layout's index.json
   * @param subject the image as the user knows it, for messages
   */
  public static ContainerImage of(
      LayoutImage image, Map<String, String> annotations, String subject) {
    return new ContainerImage(
        image.manifest(),
        image.descriptor().digest(),
        image.config(),
        image.platform(),
        annotations,
        subject);
  }

  /** What a user would not expect of its SIF, in words that follow a name of either. */
  public Optional<String> notice() {
    return config.entrypoint().isEmpty() && config.command().isEmpty()
        ? Optional.of(
            "names nothing to run: 'apptainer run' starts /bin/sh in it; 'apptainer exec' runs a"
                + " program of it")
        : Optional.empty();
  }

  /**
   * The layers from the lowest up, each with the digest of its uncompressed form.
   *
   * @throws FailureException of kind MALFORMED if manifest and config name different numbers of
   *     layers
   */
  public List<Layer> layers() throws FailureException {
    config.checkAgainst(manifest, subject);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      layers.add(new Layer(manifest.layers().get(i), config.diffIds().get(i)));
    }
    return layers;
  }
}
