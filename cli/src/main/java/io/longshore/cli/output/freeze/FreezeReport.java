package io.longshore.cli.output.freeze;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.collection.freeze.CollectionFreeze.Outcome;
import io.longshore.collection.freeze.FrozenRegistration;
import io.longshore.ground.NextStep;
import java.util.List;

/** Reports which registrations stay at which images. */
public final class FreezeReport {
  private final Messages messages;
  private final boolean thaw;

  /**
   * @param thaw whether updates may change the registrations again
   */
  public FreezeReport(Messages messages, boolean thaw) {
    this.messages = messages;
    this.thaw = thaw;
  }

  /**
   * Reports a dry run.
   *
   * @param inEarnest the same command without {@code --dry-run}
   */
  public void planned(List<FrozenRegistration> registrations, NextStep inEarnest) {
    for (FrozenRegistration registration : registrations) {
      messages.answer(line(registration));
      messages.event(event(thaw ? "would_thaw" : "would_freeze", registration));
    }
    messages.answer(
        Messages.count(registrations.size(), "registration") + " would be " + word(),
        "  next: " + inEarnest.text());
    messages.event(end(registrations, /* changed= */ false, /* dryRun= */ true));
  }

  public void done(Outcome outcome) {
    List<FrozenRegistration> registrations = outcome.registrations();
    for (FrozenRegistration registration : registrations) {
      messages.info(line(registration));
      messages.event(event(thaw ? "thawed" : "frozen", registration));
    }
    messages.info(
        Messages.count(registrations.size(), "registration")
            + " "
            + word()
            + (outcome.changed() ? "" : " already, nothing to do"));
    messages.event(end(registrations, outcome.changed(), /* dryRun= */ false));
  }

  private String word() {
    return thaw ? "thawed" : "frozen";
  }

  private static String line(FrozenRegistration registration) {
    return "  "
        + registration.name()
        + "  "
        + registration.image()
        + registration
            .before()
            .filter(before -> !before.equals(registration.image()))
            .map(before -> ", before " + before)
            .orElse("");
  }

  private static Event event(String name, FrozenRegistration registration) {
    Event event =
        Event.of(name)
            .with("registration", registration.name())
            .with("image", registration.image().value());
    return registration.before().isPresent()
        ? event.with("before", registration.before().get().value())
        : event;
  }

  private Event end(List<FrozenRegistration> registrations, boolean changed, boolean dryRun) {
    return Event.of("freeze")
        .with("registrations", registrations.size())
        .with("thaw", thaw)
        .with("changed", changed)
        .with("dry_run", dryRun);
  }
}
