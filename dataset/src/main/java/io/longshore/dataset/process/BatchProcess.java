package io.longshore.dataset.process;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * A long-lived program that reads requests and writes answers line by line, in UTF-8.
 *
 * <p>Each read has the time limit of the command; a program that passes it is killed. Safe for use
 * by several threads only through {@link #ask}, which keeps a request and its answer together;
 * {@code send} and the {@code read} methods belong inside a block synchronized on this object.
 */
public interface BatchProcess extends AutoCloseable {
  /**
   * Sends one line and flushes.
   *
   * @throws FailureException if {@code line} contains a line end, which would make two requests, or
   *     if the program has ended
   */
  void send(String line) throws IOException;

  /**
   * Reads one line, without its line end.
   *
   * @throws FailureException if the program ends first or takes too long
   */
  String readLine() throws IOException;

  /**
   * Reads exactly {@code count} bytes.
   *
   * @throws FailureException if the program ends first or takes too long
   */
  byte[] readBytes(int count) throws IOException;

  /**
   * The last lines that the program wrote to standard error, and to standard output beside its
   * answers.
   */
  String errors();

  default String ask(String line) throws IOException {
    synchronized (this) {
      send(line);
      return readLine();
    }
  }

  /**
   * Asks a program that also writes other lines to its standard output. The lines before the answer
   * become part of {@link #errors}.
   *
   * @param isAnswer accepts an answer, and no other line that the program may print
   */
  String ask(String line, Predicate<String> isAnswer) throws IOException;

  /**
   * Closes the program's input and waits for its end, at which git-annex writes its buffered
   * records.
   *
   * @throws FailureException if the program exits with a code that is not accepted, or does not end
   *     in time
   */
  @Override
  void close() throws IOException;

  /** Kills the program. */
  void kill();
}
