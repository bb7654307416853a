package io.longshore.collection.follow;

import io.longshore.collection.rules.file.RuleKey;
import io.longshore.ground.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A source of the rules, in the form in which the file has it.
 *
 * @param kind {@code repository} or {@code registration}
 * @param keys the other keys of the source, with their values
 * @param remark a comment for the reader of the file
 */
record ImportedRule(
    String kind, String subject, SequencedMap<RuleKey<?>, String> keys, Optional<String> remark) {
  ImportedRule {
    keys = new LinkedHashMap<>(keys);
  }

  void writeTo(StringBuilder text) {
    remark.ifPresent(words -> text.append("  # ").append(Printable.line(words)).append('\n'));
    text.append("  - ").append(kind).append(": ").append(subject).append('\n');
    for (Map.Entry<RuleKey<?>, String> entry : keys.entrySet()) {
      text.append("    ").append(entry.getKey().word()).append(": ");
      text.append(entry.getValue()).append('\n');
    }
  }
}
