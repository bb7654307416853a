package io.longshore.loopback;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;
import io.longshore.oci.layout.LayoutImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An image in memory.
 *
 * @param descriptor of the manifest, with its platform
 * @param blobs config and layers, by digest
 */
public record MadeImage(
    Descriptor descriptor, byte[] manifestBytes, Manifest manifest, Map<Digest, byte[]> blobs) {

  public MadeImage {
    blobs = Map.copyOf(blobs);
  }

  public Digest digest() {
    return descriptor.digest();
  }

  /** The image as it would be read from a layout. */
  public LayoutImage image() throws FailureException {
    ImageConfig config = ImageConfig.parse(configBytes(), digest().toString());
    return new LayoutImage(descriptor, manifestBytes, manifest, configBytes(), config);
  }

  public byte[] configBytes() {
    return blobs.get(manifest.config().digest());
  }

  /**
   * Writes the image as a layout.
   *
   * @param annotations of {@code index.json} itself
   * @return {@code directory}
   */
  public Path writeLayout(Path directory, Map<String, String> annotations) throws IOException {
    LayoutWriter writer = LayoutWriter.create(directory);
    for (Map.Entry<Digest, byte[]> blob : blobs.entrySet()) {
      writer.writeBlob(blob.getKey(), blob.getValue());
    }
    writer.writeBlob(digest(), manifestBytes);
    writer.finish(descriptor, annotations, Optional.empty());
    return directory;
  }
}
