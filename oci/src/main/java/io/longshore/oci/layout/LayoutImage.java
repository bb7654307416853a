package io.longshore.oci.layout;

import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;
import io.longshore.oci.Platform;
import java.util.Map;
import java.util.Optional;

/**
 * An image of a layout, verified except for its layers.
 *
 * @param descriptor points to the manifest
 * @param manifestBytes not to be changed
 * @param configBytes not to be changed
 */
public record LayoutImage(
    Descriptor descriptor,
    byte[] manifestBytes,
    Manifest manifest,
    byte[] configBytes,
    ImageConfig config) {

  /**
   * The platform of the image: the index decides, and the config may add details that agree with
   * the index.
   */
  public Platform platform() {
    return platform(descriptor, config);
  }

  /**
   * The platform of an image; linux/amd64 if neither index nor config names one, as for very old
   * images.
   *
   * @param descriptor points to the manifest
   */
  public static Platform platform(Descriptor descriptor, ImageConfig config) {
    Platform own = config.platform().orElse(Platform.LINUX_AMD64);
    return descriptor.platform().filter(listed -> !listed.isSameMachine(own)).orElse(own);
  }

  /**
   * The same image for a layout of its own: without the names that it had among other images, and
   * with a platform only if the config alone would give another one.
   */
  public LayoutImage alone() {
    Platform own = config.platform().orElse(Platform.LINUX_AMD64);
    Descriptor plain =
        new Descriptor(
            manifest.mediaType(),
            descriptor.digest(),
            manifestBytes.length,
            Optional.of(platform()).filter(platform -> !platform.equals(own)),
            Map.of());
    return new LayoutImage(plain, manifestBytes, manifest, configBytes, config);
  }
}
