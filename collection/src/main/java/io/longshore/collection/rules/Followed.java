package io.longshore.collection.rules;

import io.longshore.oci.Platform;
import java.util.List;

/**
 * A container that a collection follows.
 *
 * @param place the rule that says so
 * @param platforms at least one
 * @param words what a registration's call has between the image and the command, as {@code
 *     --no-datalad-get}
 */
public record Followed(
    RulePlace place,
    Supply supply,
    FollowedName name,
    Take take,
    List<Platform> platforms,
    List<String> words,
    Standing standing,
    ImageTest test) {
  public Followed {
    if (platforms.isEmpty()) {
      throw new IllegalArgumentException("a container needs a platform");
    }
    platforms = List.copyOf(platforms);
    words = List.copyOf(words);
  }
}
