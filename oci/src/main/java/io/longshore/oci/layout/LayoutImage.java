package io.longshore.oci.layout;

import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;
import io.longshore.oci.Platform;
import java.util.Map;
import java.util.Optional;

/**
 * One image of a layout, checked but for its layers.
 *
 * @param descriptor that led to the manifest
 * @param manifestBytes not to be changed
 * @param configBytes not to be changed
 */
public record LayoutImage(
    Descriptor descriptor,
    byte[] manifestBytes,
    Manifest manifest,
    byte[] configBytes,
    ImageConfig config) {

  /** What the image is for: the index decides, and where that agrees the config tells more. */
  public Platform platform() {
    return platform(descriptor, config);
  }

  /**
   * As {@link #platform()}; linux/amd64 where neither says anything, as of very old images.
   *
   * @param descriptor that led to the manifest
   */
  public static Platform platform(Descriptor descriptor, ImageConfig config) {
    Platform own = config.platform().orElse(Platform.LINUX_AMD64);
    return descriptor.platform().filter(listed -> !listed.isSameMachine(own)).orElse(own);
  }

  /**
   * The same image in a layout of its own: without the names it had among others, and with a
   * platform only where the config alone would say another.
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
