package io.longshore.cli.output.rules;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.collection.follow.ImportedRules;
import io.longshore.collection.follow.RulesWriting;
import io.longshore.collection.follow.Unfollowed;
import io.longshore.collection.rules.file.Rules;
import io.longshore.ground.NextStep;
import java.util.Map;
import java.util.TreeMap;

/** Prints which registrations have got rules, and which registrations are not followed. */
public final class ImportReport {
  private final Messages messages;

  public ImportReport(Messages messages) {
    this.messages = messages;
  }

  /** Prints the rules file that would be written. */
  public void planned(ImportedRules rules) {
    rules.text().lines().forEach(messages::answer);
    messages.event(event(rules, /* written= */ false));
  }

  public void written(RulesWriting.Written written) {
    ImportedRules rules = written.rules();
    messages.info(
        Rules.PATH
            + " written: "
            + Messages.count(rules.followed(), "registration")
            + " with a rule of their own, "
            + rules.neurodesk().size()
            + " by Neurodesk's list, "
            + rules.unfollowed().size()
            + " not followed");
    for (Unfollowed one : rules.unfollowed()) {
      messages.info("  not followed: " + one.registration() + ": " + one.reason());
    }
    messages.info(
        "read it, then commit it: "
            + NextStep.of(
                "git -C {} add {} .datalad/.gitattributes && git -C {} commit -m 'What is"
                    + " followed'",
                written.root(),
                Rules.PATH,
                written.root()));
    messages.event(event(rules, /* written= */ true));
  }

  private static Event event(ImportedRules rules, boolean written) {
    Map<String, String> unfollowed = new TreeMap<>();
    rules.unfollowed().forEach(one -> unfollowed.put(one.registration(), one.reason()));
    return Event.of("rules_imported")
        .with("file", Rules.PATH.value())
        .with("written", written)
        .with("followed", rules.followed())
        .with("neurodesk", rules.neurodesk())
        .with("unfollowed", unfollowed)
        .with("text", rules.text());
  }
}
