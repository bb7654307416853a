package io.longshore.collection.rules;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.Registration;
import io.longshore.oci.Platform;
import java.util.regex.Pattern;

/**
 * The names of the images and of the registration of a followed container.
 *
 * @param family the folder below {@code images/}, such as {@code bids}; empty for images that lie
 *     in {@code images/} itself
 * @param container the name of the container in the names of its images, such as {@code
 *     bids-fmriprep}
 * @param registration such as {@code bids-fmriprep}, or {@code bids-fmriprep-20-2} for a second
 *     rule that follows the versions 20.2.* alone
 */
public record FollowedName(String family, String container, String registration) {
  private static final String WORD = "[0-9a-zA-Z][0-9a-zA-Z._-]*";

  /**
   * Text that no container may have in its name, because two hyphens in a row stand before the
   * version of an image.
   */
  private static final Pattern SEPARATOR = Pattern.compile("--|-$");

  /**
   * @throws IllegalArgumentException if images or registrations cannot have these names
   */
  public FollowedName {
    if (!family.matches("(" + WORD + "(/" + WORD + ")*)?")
        || !container.matches(WORD)
        || SEPARATOR.matcher(container).find()) {
      throw new IllegalArgumentException(
          "images cannot be called images/" + family + "/" + container + "--VERSION.sif");
    }
    if (!Registration.isName(registration)) {
      throw new IllegalArgumentException(
          "a registration's name has letters, digits and - only, not '" + registration + "'");
    }
  }

  /**
   * The names for a registration that is called like the container, followed by a suffix.
   *
   * @param suffix such as {@code -20-2}; empty for most containers
   */
  public static FollowedName of(String family, String container, String suffix) {
    return new FollowedName(family, container, Registration.nameOf(container) + suffix);
  }

  /** The names of an image, such as {@code images/bids/bids-fmriprep--20.2.8}. */
  public ImageNames image(Version version, Platform platform) {
    String folder = family.isEmpty() ? "images" : "images/" + family;
    return new ImageNames(folder, container(platform) + "--" + version);
  }

  /** The name of the container for a platform, such as {@code bids-fmriprep_arm64}. */
  private String container(Platform platform) {
    return container + inImages(platform);
  }

  /**
   * The end of the container's name in images for a platform, such as {@code _arm64}; empty for
   * amd64, the usual platform.
   */
  public static String inImages(Platform platform) {
    return isUsual(platform) ? "" : "_" + word(platform);
  }

  /**
   * The name of the registration for a platform, such as {@code bids-fmriprep-20-2} for amd64 and
   * {@code bids-fmriprep-20-2-arm64} for arm64.
   */
  public String registration(Platform platform) {
    return registration(registration, platform);
  }

  /** The name of the registration for a platform, if {@code usual} is the name for amd64. */
  public static String registration(String usual, Platform platform) {
    return usual + (isUsual(platform) ? "" : "-" + word(platform));
  }

  private static boolean isUsual(Platform platform) {
    return platform.isSameMachine(Platform.LINUX_AMD64);
  }

  private static String word(Platform platform) {
    return Registration.nameOf(platform.architecture() + platform.variant());
  }
}
