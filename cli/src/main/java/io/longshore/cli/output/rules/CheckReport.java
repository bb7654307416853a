package io.longshore.cli.output.rules;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.collection.follow.Agreement;
import io.longshore.collection.follow.CheckedRules;
import io.longshore.collection.follow.FollowedOn;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.source.ExpandedSource;
import java.util.List;

/**
 * Prints which containers each source of the rules follows, and where registrations differ from
 * their rules.
 */
public final class CheckReport {
  private static final int SHOWN = 3;

  private final Messages messages;

  public CheckReport(Messages messages) {
    this.messages = messages;
  }

  public void show(CheckedRules checked) {
    checked.faults().forEach(this::fault);
    checked.sources().forEach(this::source);
    checked.unread().forEach(this::unread);
    checked.agreements().forEach(this::agreement);
    checked.unregistered().forEach(this::unregistered);
    summary(checked);
  }

  private void fault(RuleFault fault) {
    messages.finding(fault.place() + ": " + fault.problem());
    messages.event(
        Event.of("rules_fault")
            .with("file", fault.place().file())
            .with("line", fault.place().line())
            .with("column", fault.place().column())
            .with("problem", fault.problem()));
  }

  private void source(ExpandedSource source) {
    List<String> names = names(source.followed());
    messages.answer(
        "%-60s %s"
            .formatted(source.source().words(), source.failure().isPresent() ? "" : few(names)));
    source
        .failure()
        .ifPresent(
            failure ->
                messages.finding("  " + failure.getMessage(), "  next: " + failure.nextStep()));
    source
        .refused()
        .forEach(fault -> messages.finding("  " + fault.place() + ": " + fault.problem()));
    if (!source.passedOver().isEmpty()) {
      messages.answer("  another rule counts for " + few(names(source.passedOver())));
    }
    Event event =
        Event.of("rules_source")
            .with("line", source.source().place().line())
            .with("source", source.source().words())
            .with("followed", names)
            .with("passed_over", source.passedOver().size())
            .with(
                "refused",
                source.refused().stream()
                    .map(fault -> fault.place() + ": " + fault.problem())
                    .toList());
    source.failure().ifPresent(event::with);
    messages.event(event);
  }

  private void unread(RuleSource source) {
    messages.answer("%-60s %s".formatted(source.words(), "on the web, read with --remote"));
    messages.event(
        Event.of("rules_unread")
            .with("line", source.place().line())
            .with("source", source.words()));
  }

  private void agreement(Agreement agreement) {
    for (String difference : agreement.differences()) {
      messages.finding(agreement.registration() + ": " + difference);
    }
    messages.event(
        Event.of("rules_registration")
            .with("registration", agreement.registration())
            .with("rule", agreement.followed().map(one -> one.place().toString()))
            .with("differences", agreement.differences()));
  }

  private void unregistered(FollowedOn followed) {
    messages.answer("not registered yet: " + followed.registration());
    messages.event(
        Event.of("rules_unregistered")
            .with("registration", followed.registration())
            .with("rule", followed.rule().place().toString()));
  }

  private void summary(CheckedRules checked) {
    List<String> without =
        checked.agreements().stream()
            .filter(agreement -> agreement.followed().isEmpty())
            .map(Agreement::registration)
            .toList();
    long different =
        checked.agreements().stream()
            .filter(agreement -> !agreement.differences().isEmpty())
            .count();
    if (checked.faults().isEmpty()) {
      if (!without.isEmpty()) {
        messages.answer("registered, and followed by no rule that was read: " + few(without));
      }
      messages.answer(
          Messages.count(checked.agreements().size(), "registration")
              + ", "
              + (checked.agreements().size() - without.size())
              + " followed, "
              + different
              + " other than their rule");
    }
    if (!checked.committed()) {
      messages.answer(Rules.PATH + " is not committed as it is; updates read what is committed");
    }
    messages.event(
        Event.of("rules_checked")
            .with("registrations", checked.agreements().size())
            .with("unfollowed", without)
            .with("different", different)
            .with("faults", checked.faults().size())
            .with("committed", checked.committed()));
  }

  private static List<String> names(List<Followed> all) {
    return all.stream()
        .flatMap(one -> one.platforms().stream().map(one.name()::registration))
        .toList();
  }

  private static String few(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
