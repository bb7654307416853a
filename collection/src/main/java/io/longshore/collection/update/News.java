package io.longshore.collection.update;

import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.dataset.DataladConfig;
import java.util.List;

/**
 * What is new for a collection.
 *
 * @param outlooks the outlooks of all followed containers, or of the containers that the user chose
 * @param failedSources the sources of the rules that could not be read
 * @param refused the entries of sources that name nothing that could be followed
 * @param configuration the registrations with which the registries were compared
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

  /** Whether the update found anything to change, even if the change has been made since. */
  public boolean hasUpdates() {
    return outlooks.stream().anyMatch(Outlook::hasUpdate);
  }
}
