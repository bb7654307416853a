package io.longshore.benchmark.process;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs programs that are not measured. Their standard error is shown only if they fail.
 *
 * @param environment variables added to those of this process
 */
public record Program(Path folder, Map<String, String> environment) {
  private static final int LONGEST_EXCUSE = 2000;

  /** Reads the output of a program while it runs. */
  @FunctionalInterface
  public interface OutputReader<T> {
    T read(InputStream output) throws IOException;
  }

  public static Program in(Path folder) {
    return new Program(folder, Map.of());
  }

  /**
   * @return the standard output
   * @throws FailureException of kind TOOL if the program is missing or exits with a code other than
   *     0
   */
  public String run(List<String> command) throws IOException {
    return run(command, output -> new String(output.readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Runs a program whose output is too large for memory. */
  public <T> T run(List<String> command, OutputReader<T> reader) throws IOException {
    Path errors = Files.createTempFile("longshore-bench", ".errors");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = start(builder);
      T result;
      try (InputStream output = process.getInputStream()) {
        result = reader.read(output);
      } finally {
        waitFor(process);
      }
      if (process.exitValue() != 0) {
        throw failed(command, process.exitValue(), errors);
      }
      return result;
    } finally {
      Files.delete(errors);
    }
  }

  /**
   * @throws FailureException of kind TOOL if there is no such program
   */
  public static Process start(ProcessBuilder builder) throws FailureException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.TOOL,
          builder.command().getFirst(),
          "cannot be started: " + e.getMessage(),
          "install it, or leave out who needs it with --builders",
          e);
    }
  }

  /**
   * Waits for the end of {@code process}, or ends it if this thread is interrupted.
   *
   * @return the exit code
   */
  public static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The failure of a program that ended with {@code code}, with the end of its output. */
  public static FailureException failed(List<String> command, int code, Path said)
      throws IOException {
    String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
    String end = text.substring(Math.max(0, text.length() - LONGEST_EXCUSE));
    return new FailureException(
        FailureKind.TOOL,
        String.join(" ", command),
        "ended with " + code + (end.isEmpty() ? "" : " and said:\n" + end + "\n"),
        "run this command by itself to see more");
  }
}
