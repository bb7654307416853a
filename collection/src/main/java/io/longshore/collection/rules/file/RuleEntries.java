package io.longshore.collection.rules.file;

import io.longshore.collection.plan.NearNames;
import io.longshore.collection.rules.yaml.Yaml;
import java.util.List;

/** Keys that may stand in a mapping, and what to say of others. */
final class RuleEntries {
  private RuleEntries() {}

  static void refuseOthers(Yaml.Entries entries, List<String> known) throws BadValueException {
    for (Yaml.Entry entry : entries.entries()) {
      if (!known.contains(entry.key().value())) {
        throw new BadValueException(entry.key().place(), unknown(entry.key().value(), known));
      }
    }
  }

  /** What is wrong with a key, which one may be meant, and which there are. */
  static String unknown(String key, List<String> known) {
    List<String> near = NearNames.to(key, known, 1);
    return "there is no key '"
        + key
        + "' here"
        + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?")
        + (near.isEmpty() ? "; keys are " + String.join(", ", known) : "");
  }
}
