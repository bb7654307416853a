package io.longshore.collection.update;

import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.dataset.DataladConfig;
import java.util.List;

/**
 * What is new for a collection.
 *
 * @param outlooks of all containers that are followed, or that were asked for
 * @param failedSources sources of the rules that could not be read
 * @param refused what in a source names nothing that could be followed
 * @param configuration the registrations that it was compared with
 */
public record News(
    List<Outlook> outlooks,
    List<ExpandedSource> failedSources,
    List<RuleFault> refused,
    DataladConfig configuration) {
  public News {
    outlooks = List.copyOf(outlooks);
    failedSources = List.copyOf(failedSources);
    refused = List.copyOf(refused);
  }

  public boolean hasFailures() {
    return !failedSources.isEmpty()
        || outlooks.stream().anyMatch(outlook -> !outlook.failures().isEmpty());
  }

  /** Whether an update found something to do, done or not. */
  public boolean hasUpdates() {
    return outlooks.stream().anyMatch(Outlook::hasUpdate);
  }
}
