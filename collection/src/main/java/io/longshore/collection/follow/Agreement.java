package io.longshore.collection.follow;

import io.longshore.collection.rules.Followed;
import java.util.List;
import java.util.Optional;

/**
 * A registration beside the rule that follows it.
 *
 * @param followed empty if no rule does
 * @param differences in words; none if both agree
 */
public record Agreement(
    String registration, Optional<Followed> followed, List<String> differences) {
  public Agreement {
    differences = List.copyOf(differences);
  }
}
