package io.longshore.collection.rules.source;

import io.longshore.collection.rules.file.RuleFault;
import java.util.List;

/**
 * The content of a list.
 *
 * @param refused the entries that name nothing that could be followed
 */
record Listing<T>(List<T> entries, List<RuleFault> refused) {
  private static final int MOST_SHOWN = 60;

  Listing {
    entries = List.copyOf(entries);
    refused = List.copyOf(refused);
  }

  /**
   * The beginning of an entry, for messages. A page that is no list may have lines of any length.
   */
  static String shown(String entry) {
    return entry.length() > MOST_SHOWN ? entry.substring(0, MOST_SHOWN) + "..." : entry;
  }
}
