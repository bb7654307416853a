package io.longshore.collection.rules;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.version.Version;
import io.longshore.oci.Platform;

/**
 * What the images and the registration of a followed container are called.
 *
 * @param family the folder below {@code images/}: {@code bids}
 * @param container {@code bids-fmriprep}, of which images are named
 * @param suffix what its registration has behind that, as {@code -20-2}; mostly empty
 */
public record FollowedName(String family, String container, String suffix) {
  private static final String NOT_IN_REGISTRATIONS = "[^0-9a-zA-Z-]+";

  public FollowedName {
    if (ImageNames.ofSif("images/" + family + "/" + container + "--.sif").isEmpty()
        || !family.matches("[0-9a-zA-Z._-]+(/[0-9a-zA-Z._-]+)*")
        || !container.matches("[0-9a-zA-Z][0-9a-zA-Z._-]*")
        || family.matches("(.*/)?\\.\\.?(/.*)?")) {
      throw new IllegalArgumentException(
          "images cannot be called images/" + family + "/" + container + "--VERSION.sif");
    }
    if (!suffix.matches("[0-9a-zA-Z-]*")) {
      throw new IllegalArgumentException(
          "a registration's name has letters, digits and - only, not '" + suffix + "'");
    }
  }

  /** {@code images/bids/bids-fmriprep--20.2.8} and what belongs to it. */
  public ImageNames image(Version version, Platform platform) {
    return new ImageNames("images/" + family, container(platform) + "--" + version);
  }

  /** {@code bids-fmriprep-20-2}. */
  public String registration(Platform platform) {
    return (container(platform) + suffix).replaceAll(NOT_IN_REGISTRATIONS, "-");
  }

  /** Images for amd64 have no word for it, as everybody has them: {@code bids-fmriprep_arm64}. */
  private String container(Platform platform) {
    return platform.isSameMachine(Platform.LINUX_AMD64)
        ? container
        : container + "_" + platform.architecture() + platform.variant();
  }
}
