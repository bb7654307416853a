package io.longshore.cli.progress;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.ground.FailureException;
import io.longshore.oci.registry.PullBudget;
import io.longshore.oci.registry.RegistryListener;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reports the rate limits of registries, and how long they want Longshore to wait. */
public final class LimitNotices implements RegistryListener {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Messages messages;
  private final ProgressBoard board;

  public LimitNotices(Messages messages, ProgressBoard board) {
    this.messages = messages;
    this.board = board;
  }

  @Override
  public void budget(String registry, PullBudget budget) {
    board.notice(
        registry + " budget",
        "%s allows %d more of %d pulls in %s"
            .formatted(
                registry, budget.remaining(), budget.limit(), ProgressView.time(budget.window())));
    Map<String, Object> event = event("pull_budget", registry);
    event.put("limit", budget.limit());
    event.put("remaining", budget.remaining());
    event.put("window_seconds", budget.window().toSeconds());
    messages.event(event);
  }

  @Override
  public void paused(String registry, Duration duration) {
    LocalTime end = LocalTime.now(ZoneId.systemDefault()).plus(duration);
    String text =
        "%s was asked too often; going on at %s (in %s)"
            .formatted(registry, CLOCK.format(end), ProgressView.time(duration));
    board.notice(registry, text);
    messages.info(text + "; --stop-at-limit does not wait");
    Map<String, Object> event = event("paused", registry);
    event.put("seconds", duration.toSeconds());
    messages.event(event);
  }

  @Override
  public void cacheRefused(FailureException reason) {
    messages.warning(
        reason.subject(),
        "manifests are not kept there for later runs: it "
            + reason.problem()
            + " ("
            + reason.nextStep()
            + ")");
  }

  @Override
  public void mirrorLeftOut(String mirror, FailureException reason, Duration duration) {
    messages.problem(
        "note: the mirror "
            + mirror
            + " is left out for "
            + ProgressView.time(duration)
            + ": "
            + reason.problem());
    messages.event(
        Event.of("mirror_left_out")
            .with("mirror", mirror)
            .with("seconds", duration.toSeconds())
            .with(reason));
  }

  @Override
  public void resumed(String registry) {
    board.withdrawNotice(registry);
    messages.event(event("resumed", registry));
  }

  private static Map<String, Object> event(String name, String registry) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    event.put("registry", registry);
    return event;
  }
}
