package io.longshore.collection.follow;

import io.longshore.collection.rules.Followed;
import java.util.List;
import java.util.Optional;

/**
 * A registration, compared with the rule that follows it.
 *
 * @param followed empty if no rule follows the registration
 * @param differences in words; empty if the registration agrees with the rule, or if there is no
 *     rule
 */
public record Agreement(
    String registration, Optional<Followed> followed, List<String> differences) {
  public Agreement {
    differences = List.copyOf(differences);
  }
}
