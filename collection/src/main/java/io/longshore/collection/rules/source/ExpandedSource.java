package io.longshore.collection.rules.source;

import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.ground.FailureException;
import java.util.List;
import java.util.Optional;

/**
 * A source of the rules, with the containers that it stands for.
 *
 * @param followed the containers; none if the source failed
 * @param passedOver the containers of this source for which another source counts
 * @param refused the entries of the source that name nothing that could be followed
 * @param failure why the source could not be read
 */
public record ExpandedSource(
    RuleSource source,
    List<Followed> followed,
    List<Followed> passedOver,
    List<RuleFault> refused,
    Optional<FailureException> failure) {
  public ExpandedSource {
    followed = List.copyOf(followed);
    passedOver = List.copyOf(passedOver);
    refused = List.copyOf(refused);
  }
}
