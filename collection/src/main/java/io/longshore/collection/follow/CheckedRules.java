package io.longshore.collection.follow;

import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.collection.rules.source.ExpandedSource;
import java.util.List;

/**
 * What rules mean for a collection.
 *
 * @param faults what is wrong in the file; if there are any, nothing else was looked at
 * @param sources in the order of the file
 * @param unread sources on the web, where nothing was to be asked there
 * @param agreements of every registration, in the order of the configuration
 * @param unregistered what is followed and not registered yet
 * @param committed whether the file is committed as it is
 */
public record CheckedRules(
    List<RuleFault> faults,
    List<ExpandedSource> sources,
    List<RuleSource> unread,
    List<Agreement> agreements,
    List<FollowedOn> unregistered,
    boolean committed) {
  public CheckedRules {
    faults = List.copyOf(faults);
    sources = List.copyOf(sources);
    unread = List.copyOf(unread);
    agreements = List.copyOf(agreements);
    unregistered = List.copyOf(unregistered);
  }

  /** Whether something is to be mended. */
  public boolean hasFindings() {
    return !faults.isEmpty()
        || sources.stream()
            .anyMatch(source -> source.failure().isPresent() || !source.refused().isEmpty())
        || agreements.stream().anyMatch(agreement -> !agreement.differences().isEmpty());
  }
}
