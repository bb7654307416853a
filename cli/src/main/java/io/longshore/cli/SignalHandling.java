package io.longshore.cli;

import io.longshore.migrate.StopRequest;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What SIGINT, SIGTERM and SIGHUP do: whoever works on a dataset gets time to finish or undo the
 * step in hand. The exit code is then 128 and the signal's number, as for any program.
 */
final class SignalHandling {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final StopRequest stop;
  private final PrintStream people;
  private final CountDownLatch ended = new CountDownLatch(1);

  private SignalHandling(StopRequest stop, PrintStream people) {
    this.stop = stop;
    this.people = people;
  }

  static SignalHandling install(StopRequest stop, PrintStream people) {
    SignalHandling handling = new SignalHandling(stop, people);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("signals").unstarted(handling::onShutdown));
    return handling;
  }

  /** The command is done; what ends the program from now on is no signal. */
  void ended() {
    ended.countDown();
  }

  private void onShutdown() {
    if (ended.getCount() == 0 || !stop.request()) {
      return;
    }
    people.println("stopping: the step in hand is finished or undone first");
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        people.println(
            "not waiting any longer\n  next: longshore resume, then the same command again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
