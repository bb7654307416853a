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
 * An image without the bytes of its layers.
 *
 * @param manifestDigest of the manifest's bytes as served
 * @param platform the platform that the image was chosen for; the config may name another one
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

  /**
   * A property of the SIF that may surprise users, in words that follow the name of the image or
   * the SIF.
   */
  public Optional<String> notice() {
    return config.entrypoint().isEmpty() && config.command().isEmpty()
        ? Optional.of(
            "names nothing to run: 'apptainer run' starts /bin/sh in it; 'apptainer exec' runs a"
                + " program of it")
        : Optional.empty();
  }

  /**
   * The layers, lowest first, each with the digest of its uncompressed form.
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
