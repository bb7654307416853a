package io.longshore.dataset.process;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Runs programs. All programs are started through this interface, so that a test can see, count or
 * refuse commands. Implementations are safe for use by several threads.
 */
public interface CommandRunner {
  /**
   * Runs a program to its end.
   *
   * @throws FailureException if the program is missing, exits with a code that is not accepted,
   *     prints more than its limit, or passes its time limit (the program is then killed with its
   *     children)
   * @throws InterruptedIOException if the calling thread is interrupted; the program is killed
   */
  CommandResult run(Command command) throws IOException;

  /**
   * Starts a program that answers line by line until closed.
   *
   * @throws FailureException if the program is missing
   */
  BatchProcess start(Command command) throws IOException;

  /** Whether a folder of the children's PATH has a program of this name. */
  boolean isInstalled(String program);
}
