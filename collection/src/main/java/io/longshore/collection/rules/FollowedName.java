package io.longshore.collection.rules;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.Registration;
import io.longshore.oci.Platform;
import java.util.regex.Pattern;

/**
 * What the images and the registration of a followed container are called.
 *
 * @param family the folder below {@code images/}: {@code bids}; empty for images that lie in none
 * @param container {@code bids-fmriprep}, of which images are named
 * @param registration {@code bids-fmriprep}, or {@code bids-fmriprep-20-2} for a second line of
 *     versions
 */
public record FollowedName(String family, String container, String registration) {
  private static final String WORD = "[0-9a-zA-Z][0-9a-zA-Z._-]*";

  /** Two hyphens in a row stand before the version of an image. */
  private static final Pattern SEPARATOR = Pattern.compile("--|-$");

  /**
   * @throws IllegalArgumentException if images or containers cannot be called that
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
   * The registration is called as the container, and a suffix behind that.
   *
   * @param suffix as {@code -20-2}; mostly empty
   */
  public static FollowedName of(String family, String container, String suffix) {
    return new FollowedName(family, container, Registration.nameOf(container) + suffix);
  }

  /** {@code images/bids/bids-fmriprep--20.2.8} and what belongs to it. */
  public ImageNames image(Version version, Platform platform) {
    String folder = family.isEmpty() ? "images" : "images/" + family;
    return new ImageNames(folder, container(platform) + "--" + version);
  }

  /** {@code bids-fmriprep_arm64}. */
  private String container(Platform platform) {
    return container + inImages(platform);
  }

  /**
   * What images have in their name for a platform: {@code _arm64}; those for amd64 have no word for
   * it, as everybody has them.
   */
  public static String inImages(Platform platform) {
    return isUsual(platform) ? "" : "_" + word(platform);
  }

  /** {@code bids-fmriprep-20-2}, {@code bids-fmriprep-20-2-arm64}. */
  public String registration(Platform platform) {
    return registration(registration, platform);
  }

  /** What the registration of a platform is called beside the one for amd64. */
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
