package io.longshore.cli;

import io.longshore.cli.output.Messages;
import io.longshore.collection.session.StopRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Handles SIGINT, SIGTERM and SIGHUP: work on a dataset gets time to finish or undo its current
 * step. The exit code is then 128 plus the number of the signal, as for any program.
 */
final class SignalHandling {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final StopRequest stop;
  private final CountDownLatch ended = new CountDownLatch(1);

  private SignalHandling(StopRequest stop) {
    this.stop = stop;
  }

  static SignalHandling install(StopRequest stop) {
    SignalHandling handling = new SignalHandling(stop);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("signals").unstarted(handling::onShutdown));
    return handling;
  }

  /** Says that the command has ended, so that the end of the program is not taken for a signal. */
  void ended() {
    ended.countDown();
  }

  private void onShutdown() {
    if (ended.getCount() == 0 || !stop.request()) {
      return;
    }
    Messages people = Messages.ofProcess(false, false, false);
    people.problem("stopping: the step in hand is finished or undone first");
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        people.problem(
            "not waiting any longer", "  next: longshore resume, then the same command again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
