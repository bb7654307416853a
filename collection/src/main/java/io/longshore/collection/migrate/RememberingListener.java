package io.longshore.collection.migrate;

import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Records failures for a later {@code longshore status}, and passes every event on. */
final class RememberingListener implements MigrationListener {
  private final LastFailures failures;
  private final MigrationListener listener;

  RememberingListener(LastFailures failures, MigrationListener listener) {
    this.failures = failures;
    this.listener = listener;
  }

  @Override
  public void on(MigrationEvent event) {
    listener.on(event);
    try {
      remember(event);
    } catch (IOException e) {
      listener.on(
          new MigrationEvent.Warning(
              "failures.jsonl", "'longshore status' will not know of this: " + e.getMessage()));
    }
  }

  private synchronized void remember(MigrationEvent event) throws IOException {
    switch (event) {
      case MigrationEvent.Failed(String recipe, FailureException reason) ->
          failures.add(
              new LastFailure(
                  recipe,
                  reason.kind().code(),
                  reason.subject(),
                  reason.problem(),
                  nextForLater(recipe, reason.next()),
                  Instant.now().truncatedTo(ChronoUnit.SECONDS)));
      case MigrationEvent.Migrated migrated -> failures.remove(migrated.recipe());
      default -> {}
    }
  }

  // A hint speaks of the command that failed; 'longshore status' shows it when that is forgotten.
  private static String nextForLater(String recipe, NextStep next) {
    return next.text().contains("same command")
        ? next.then("; that command: longshore migrate {}", recipe).text()
        : next.text();
  }
}
