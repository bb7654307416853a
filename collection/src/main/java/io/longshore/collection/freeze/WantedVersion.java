package io.longshore.collection.freeze;

import io.longshore.collection.plan.Glob;
import java.util.Optional;

/**
 * What a user wants frozen.
 *
 * @param registration a name or a pattern
 * @param version as in the names of images, its beginning up to a dot, or a pattern; empty for the
 *     version that the registration is at
 */
public record WantedVersion(String registration, Optional<String> version) {
  /**
   * @throws IllegalArgumentException if one of both is a pattern that cannot be read
   */
  public WantedVersion {
    Glob.parse(registration);
    version.ifPresent(Glob::parse);
  }

  /**
   * @param text {@code NAME} or {@code NAME=VERSION}
   * @throws IllegalArgumentException if there is nothing on one side of the sign, or a pattern that
   *     cannot be read
   */
  public static WantedVersion parse(String text) {
    int sign = text.indexOf('=');
    String name = sign < 0 ? text : text.substring(0, sign);
    String version = text.substring(sign + 1);
    if (name.isEmpty() || version.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is no NAME or NAME=VERSION");
    }
    return new WantedVersion(name, sign < 0 ? Optional.empty() : Optional.of(version));
  }
}
