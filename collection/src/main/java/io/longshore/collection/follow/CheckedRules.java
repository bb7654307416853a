package io.longshore.collection.follow;

import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.collection.rules.source.ExpandedSource;
import java.util.List;

/**
 * The result of checking the rules of a collection.
 *
 * @param faults the faults in the file; if there are any, nothing else was checked
 * @param sources in the order of the file
 * @param unread the sources on the web, if the web was not to be asked
 * @param agreements the comparisons of all registrations, in the order of the configuration
 * @param unregistered the followed containers that are not registered yet
 * @param committed whether the file that was checked equals the committed file
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

  /** Whether there is anything to correct in the rules or the registrations. */
  public boolean hasFindings() {
    return !faults.isEmpty()
        || sources.stream()
            .anyMatch(source -> source.failure().isPresent() || !source.refused().isEmpty())
        || agreements.stream().anyMatch(agreement -> !agreement.differences().isEmpty());
  }
}
