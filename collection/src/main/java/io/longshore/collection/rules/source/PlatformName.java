package io.longshore.collection.rules.source;

import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.plan.ImageFamily;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.FollowedName;
import io.longshore.oci.Platform;
import java.util.List;
import java.util.Optional;

/**
 * The names that a registration and its images would have for amd64, and the platform that they are
 * for. {@code bids-x} is the name for the registration {@code bids-x-arm64}, which points to {@code
 * bids-x_arm64--1.0}.
 */
public record PlatformName(FollowedName usual, Platform platform) {

  /**
   * @param present the image, if the collection has it
   * @throws IllegalArgumentException if no rule gives such names to images of this platform
   */
  public static PlatformName of(
      String registration, ImageNames image, Optional<PresentImage> present) {
    Platform platform = present.flatMap(PresentImage::platform).orElseGet(() -> byName(image));
    if (isUsual(platform)) {
      return new PlatformName(
          new FollowedName(ImageFamily.of(image), image.container(), registration), platform);
    }
    Platform withoutVariant = new Platform(platform.os(), platform.architecture(), "");
    for (Platform candidate : List.of(platform, withoutVariant)) {
      String inImages = FollowedName.inImages(candidate);
      String inRegistrations = FollowedName.registration("", candidate);
      if (image.container().endsWith(inImages) && registration.endsWith(inRegistrations)) {
        return new PlatformName(
            new FollowedName(
                ImageFamily.of(image),
                withoutEnd(image.container(), inImages),
                withoutEnd(registration, inRegistrations)),
            candidate);
      }
    }
    throw new IllegalArgumentException(
        "its image is for "
            + platform
            + ", and rules call those NAME"
            + FollowedName.inImages(withoutVariant)
            + "--VERSION, registered as NAME"
            + FollowedName.registration("", withoutVariant));
  }

  /** The platform in the name of an image. Without a layout only the name tells the platform. */
  private static Platform byName(ImageNames image) {
    int word = image.container().lastIndexOf('_');
    try {
      Platform typed = Platform.typed(image.container().substring(word + 1));
      return image.container().endsWith(FollowedName.inImages(typed)) && word > 0
          ? typed
          : Platform.LINUX_AMD64;
    } catch (IllegalArgumentException _) {
      return Platform.LINUX_AMD64;
    }
  }

  private static String withoutEnd(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  private static boolean isUsual(Platform platform) {
    return platform.isSameMachine(Platform.LINUX_AMD64);
  }

  /** Whether the platform is amd64, which names do not mention. */
  public boolean isUsual() {
    return isUsual(platform);
  }

  /** The platform as rules name it: {@code arm64}, {@code arm/v7}. */
  public String written() {
    return platform.variant().isEmpty()
        ? platform.architecture()
        : platform.architecture() + "/" + platform.variant();
  }
}
