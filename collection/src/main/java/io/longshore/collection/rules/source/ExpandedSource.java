package io.longshore.collection.rules.source;

import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.ground.FailureException;
import java.util.List;
import java.util.Optional;

/**
 * What a source of the rules stands for.
 *
 * @param followed the containers; none if it failed
 * @param passedOver entries of a list for which another rule counts
 * @param refused what in it names nothing that could be followed
 * @param failure why it could not be read
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
