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
   * @throws FailureException if {@code line} holds a line end, which would be two requests, or if
   *     the program has gone
   */
  void send(String line) throws IOException;

  /**
   * Reads one line, without its end.
   *
   * @throws FailureException if the program ends instead, or takes too long
   */
  String readLine() throws IOException;

  /**
   * Reads exactly {@code count} bytes.
   *
   * @throws FailureException if the program ends before, or takes too long
   */
  byte[] readBytes(int count) throws IOException;

  /** What it wrote to standard error lately, and to standard output beside answers. */
  String errors();

  default String ask(String line) throws IOException {
    synchronized (this) {
      send(line);
      return readLine();
    }
  }

  /**
   * As {@link #ask(String)}, of a program that does not keep its standard output for answers alone.
   * What comes before the answer is taken for part of {@link #errors}.
   *
   * @param isAnswer never true of anything else the program may print
   */
  String ask(String line, Predicate<String> isAnswer) throws IOException;

  /**
   * Closes its input and waits for its end; git-annex writes down what it buffered only then.
   *
   * @throws FailureException if it exits with a code that is not accepted, or does not end in time
   */
  @Override
  void close() throws IOException;

  /** Ends it at once, whatever it is doing. */
  void kill();
}
