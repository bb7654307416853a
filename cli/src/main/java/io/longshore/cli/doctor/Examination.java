package io.longshore.cli.doctor;

import io.longshore.ground.FailureException;
import io.longshore.ground.Unforeseen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs all checks at once, each with a time limit. A check that hangs, for example on a file system
 * that does not answer, is abandoned; its thread does not prevent the end of the program.
 */
public final class Examination {
  /** Receives the findings, in the order of the checks. */
  @FunctionalInterface
  public interface Listener {
    void found(String check, List<Diagnosis> diagnoses);
  }

  private final List<HealthCheck> checks;
  private final Duration limit;

  public Examination(List<HealthCheck> checks, Duration limit) {
    this.checks = List.copyOf(checks);
    this.limit = limit;
  }

  public void run(Listener listener) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<FutureTask<List<Diagnosis>>> running = checks.stream().map(Examination::start).toList();
    for (int i = 0; i < checks.size(); i++) {
      listener.found(checks.get(i).name(), await(running.get(i), deadline));
    }
  }

  private static FutureTask<List<Diagnosis>> start(HealthCheck check) {
    FutureTask<List<Diagnosis>> task = new FutureTask<>(check::examine);
    Thread.ofPlatform().daemon().name("doctor: " + check.name()).start(task);
    return task;
  }

  private List<Diagnosis> await(Future<List<Diagnosis>> running, long deadline) {
    try {
      return running.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      return List.of(
          Diagnosis.problem(
              "no answer within " + limit.toSeconds() + " s",
              "see whether a file system or the network hangs (df -h; mount), then run it again"));
    } catch (ExecutionException e) {
      return List.of(
          switch (e.getCause()) {
            case FailureException known -> Diagnosis.problem(known);
            case IOException failure ->
                Diagnosis.problem(
                    failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                    "look at the file or folder it names");
            default -> Diagnosis.problem(Unforeseen.failure(e.getCause(), "this check"));
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(Diagnosis.problem("interrupted", "run it again"));
    }
  }
}
