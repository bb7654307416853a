package io.longshore.collection.follow;

import io.longshore.ground.Printable;
import java.util.List;

/**
 * The rules that follow from the registrations of a collection.
 *
 * @param rules in the order of the registrations
 * @param neurodesk the registrations that are left to Neurodesk's list
 * @param unfollowed the registrations that no rule can follow
 */
public record ImportedRules(
    List<ImportedRule> rules, List<String> neurodesk, List<Unfollowed> unfollowed) {
  static final String NEURODESK_LIST =
      "https://raw.githubusercontent.com/NeuroDesk/neurocommand/main/cvmfs/log.txt";

  public ImportedRules {
    rules = List.copyOf(rules);
    neurodesk = List.copyOf(neurodesk);
    unfollowed = List.copyOf(unfollowed);
  }

  /** How many registrations have a rule of their own. */
  public int followed() {
    return rules.size();
  }

  /** The text of the rules file. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("# What this collection follows; see docs/rules.md of Longshore.\n");
    text.append("# Written from registrations, recipes and layouts.\n");
    text.append(rules.isEmpty() && neurodesk.isEmpty() ? "sources: []\n" : "sources:\n");
    rules.forEach(rule -> rule.writeTo(text));
    if (!neurodesk.isEmpty()) {
      text.append("  - neurodesk: ").append(NEURODESK_LIST).append('\n');
    }
    if (!unfollowed.isEmpty()) {
      text.append("\n# Registrations that nothing is followed for:\n");
      unfollowed.forEach(
          one ->
              text.append("#   ")
                  .append(Printable.line(one.registration()))
                  .append(": ")
                  .append(Printable.line(one.reason()))
                  .append('\n'));
    }
    return text.toString();
  }
}
