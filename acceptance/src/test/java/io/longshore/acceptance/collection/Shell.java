package io.longshore.acceptance.collection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs real programs for the tests, in a folder and an environment of their own.
 *
 * @param environment added to the caller's, without its {@code GIT_*}
 */
public record Shell(Path folder, Map<String, String> environment) {
  private static final long LIMIT_SECONDS = 900;

  /** What a program left behind. */
  public record Result(int exitCode, String output, String errors) {}

  public static Shell in(Path folder) {
    return new Shell(folder, Map.of());
  }

  public Shell at(Path other) {
    return new Shell(other, environment);
  }

  public Shell with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Shell(folder, Map.copyOf(more));
  }

  /** Runs and expects exit code 0; returns standard output. */
  public String run(String... command) {
    return feed("", command);
  }

  public String feed(String input, String... command) {
    Result result = execute(input, command);
    if (result.exitCode() != 0) {
      throw new AssertionError(
          String.join(" ", command)
              + " ended with "
              + result.exitCode()
              + "\n"
              + result.output()
              + result.errors());
    }
    return result.output();
  }

  public Result attempt(String... command) {
    return execute("", command);
  }

  private Result execute(String input, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      List<Thread> threads = new ArrayList<>();
      byte[][] streams = new byte[2][];
      threads.add(Thread.ofVirtual().start(() -> streams[0] = drain(process.getInputStream())));
      threads.add(Thread.ofVirtual().start(() -> streams[1] = drain(process.getErrorStream())));
      try (var stdin = process.getOutputStream()) {
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)).transferTo(stdin);
      } catch (IOException ignored) {
        // The program need not read its input; its exit code tells the rest.
      }
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", command) + " did not end");
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return new Result(
          process.exitValue(),
          new String(streams[0], StandardCharsets.UTF_8),
          new String(streams[1], StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command[0] + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static byte[] drain(java.io.InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      return ("(cut off: " + e.getMessage() + ")").getBytes(StandardCharsets.UTF_8);
    }
  }
}
