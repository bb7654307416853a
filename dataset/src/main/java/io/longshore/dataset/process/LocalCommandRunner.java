package io.longshore.dataset.process;

import io.longshore.ground.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs programs as children of this process, on this machine. */
public final class LocalCommandRunner implements CommandRunner {
  private final ChildObserver observer;
  private final Map<String, String> environment;

  public LocalCommandRunner() {
    this(ChildObserver.NONE, Map.of());
  }

  /**
   * @param environment variables set for every child, in addition to those that {@link
   *     ChildEnvironment} keeps
   */
  public LocalCommandRunner(ChildObserver observer, Map<String, String> environment) {
    this.observer = observer;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public boolean isInstalled(String program) {
    String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }

  @Override
  public BatchProcess start(Command command) throws IOException {
    return new LocalBatchProcess(ChildProcess.start(complete(command), observer));
  }

  @Override
  public CommandResult run(Command command) throws IOException {
    ChildProcess child = ChildProcess.start(complete(command), observer);
    try (Deadline deadline = Deadline.killing(child, command.timeLimit())) {
      CompletableFuture<Void> written = feed(child);
      FutureTask<byte[]> reading = readOnOwnThread(child);
      byte[] output = outputOf(reading, deadline);
      while (!child.waitFor(command.timeLimit())) {
        if (deadline.hasPassed()) {
          break;
        }
      }
      String errors = child.finishErrors();
      if (deadline.hasPassed()) {
        throw ToolFailures.tooSlow(command, errors);
      }
      if (output.length > command.outputLimit()) {
        throw ToolFailures.tooMuchOutput(command);
      }
      if (!command.acceptedExitCodes().contains(child.exitCode())) {
        throw ToolFailures.exited(command, child.exitCode(), errors);
      }
      written.join();
      return new CommandResult(child.exitCode(), output, errors);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(command.shortName() + " was interrupted");
    } catch (ExecutionException e) {
      throw new IOException("reading what " + command.shortName() + " prints", e.getCause());
    } finally {
      child.kill();
    }
  }

  /**
   * Runs an interactive program on the terminal of this process, to its end.
   *
   * @return its exit code
   * @throws FailureException if the program is missing
   */
  public int runInForeground(Command command) throws IOException {
    Process process = ChildProcess.startInForeground(complete(command));
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(command.shortName() + " was interrupted");
    }
  }

  /**
   * Waits for the end of the output. A process that outlives the program may hold its output open;
   * such a process cannot be told from those of other programs. So the wait ends with the deadline.
   */
  private static byte[] outputOf(FutureTask<byte[]> reading, Deadline deadline)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return reading.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        if (deadline.hasPassed()) {
          return new byte[0];
        }
      }
    }
  }

  private Command complete(Command command) {
    Command complete = command;
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (!command.environment().containsKey(entry.getKey())) {
        complete = complete.withEnvironment(entry.getKey(), entry.getValue());
      }
    }
    return complete;
  }

  // Reads on a separate thread, because a read from a pipe cannot be interrupted and the caller
  // must be.
  private static FutureTask<byte[]> readOnOwnThread(ChildProcess child) {
    FutureTask<byte[]> task = new FutureTask<>(() -> readLimited(child));
    Thread.ofPlatform().daemon().name("stdout of " + child.command().program()).start(task);
    return task;
  }

  /** Reads one byte more than the limit, so that the caller can tell that there was too much. */
  private static byte[] readLimited(ChildProcess child) throws IOException {
    int limit = child.command().outputLimit();
    try (InputStream output = child.output()) {
      ByteArrayOutputStream held = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        held.write(buffer, 0, n);
        if (held.size() > limit) {
          child.kill();
          break;
        }
      }
      return held.toByteArray();
    } catch (IOException e) {
      // The stream is closed when the child is killed; the caller knows the reason.
      return new byte[0];
    }
  }

  private static CompletableFuture<Void> feed(ChildProcess child) throws IOException {
    OutputStream input = child.input();
    if (child.command().input().isEmpty()) {
      input.close();
      return CompletableFuture.completedFuture(null);
    }
    byte[] bytes = child.command().input().get();
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("stdin of " + child.command().program())
        .start(
            () -> {
              try (input) {
                input.write(bytes);
              } catch (IOException e) {
                // A program may exit without reading all its input; its exit code tells whether it
                // failed.
              } finally {
                done.complete(null);
              }
            });
    return done;
  }
}
