package io.longshore.collection.rules.source;

import io.longshore.collection.rules.file.RuleFault;
import java.util.List;

/**
 * What a list holds.
 *
 * @param refused entries that name nothing we could follow
 */
record Listing<T>(List<T> entries, List<RuleFault> refused) {
  Listing {
    entries = List.copyOf(entries);
    refused = List.copyOf(refused);
  }
}
