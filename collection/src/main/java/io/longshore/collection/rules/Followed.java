package io.longshore.collection.rules;

import io.longshore.oci.Platform;
import java.util.List;

/**
 * A container that a collection follows.
 *
 * @param place the place of the rule that follows the container
 * @param platforms at least one
 * @param words the words that the call of a registration has between the image and the command,
 *     such as {@code --no-datalad-get}
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
