package io.longshore.ground.concurrent;

import io.longshore.ground.FailureException;
import io.longshore.ground.Unforeseen;
import java.io.IOException;

/**
 * Runs work on one of many items so that its failure cannot stop the work on the others. A server's
 * answer can provoke exceptions that no reader foresees.
 */
public final class OneOfMany {

  private OneOfMany() {}

  /**
   * @param subject the item in work
   * @throws FailureException also if the work ends with an unchecked exception or an error
   */
  public static <R> R run(String subject, IoWork<R> work) throws IOException {
    try {
      return work.run();
    } catch (RuntimeException | Error e) {
      throw Unforeseen.failure(e, subject);
    }
  }
}
