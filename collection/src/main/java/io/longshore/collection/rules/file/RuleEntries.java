package io.longshore.collection.rules.file;

import io.longshore.collection.plan.NearNames;
import io.longshore.collection.rules.yaml.Yaml;
import java.util.List;

/** Refuses keys that a mapping may not have. */
final class RuleEntries {
  private RuleEntries() {}

  static void refuseOthers(Yaml.Entries entries, List<String> known) throws BadValueException {
    for (Yaml.Entry entry : entries.entries()) {
      if (!known.contains(entry.key().value())) {
        throw new BadValueException(entry.key().place(), unknown(entry.key().value(), known));
      }
    }
  }

  /**
   * The problem with an unknown key, and the key that may be meant; all known keys if none is
   * similar.
   */
  static String unknown(String key, List<String> known) {
    List<String> near = NearNames.to(key, known, 1);
    return "there is no key '"
        + key
        + "' here"
        + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?")
        + (near.isEmpty() ? "; keys are " + String.join(", ", known) : "");
  }
}
