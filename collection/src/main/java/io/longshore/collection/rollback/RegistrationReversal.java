package io.longshore.collection.rollback;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reverts the changes of registrations between two states of a configuration. */
final class RegistrationReversal {
  private final DataladConfig before;
  private final DataladConfig after;
  private final Set<String> changed = new LinkedHashSet<>();

  RegistrationReversal(DataladConfig before, DataladConfig after) {
    this.before = before;
    this.after = after;
    for (DataladConfig configuration : List.of(before, after)) {
      for (Registration registration : configuration.registrations()) {
        if (!before.hasSame(registration.name(), after)) {
          changed.add(registration.name());
        }
      }
    }
  }

  /**
   * The registrations in {@code now} that were changed since, so that reverting would lose these
   * changes.
   */
  List<String> obstacles(DataladConfig now) {
    List<String> obstacles = new ArrayList<>();
    for (String name : changed) {
      if (!now.hasSame(name, after)) {
        obstacles.add("the registration " + name + " was edited since");
      } else if (now.isFrozen(name) && !after.isFrozen(name)) {
        obstacles.add("a comment calls the registration " + name + " frozen since");
      }
    }
    return obstacles;
  }

  /** Reverts the registrations in {@code now}. All other bytes stay. */
  DataladConfig applyTo(DataladConfig now) {
    DataladConfig result = now;
    for (String name : changed) {
      result = result.withRegistrationOf(before, name);
    }
    return result;
  }
}
