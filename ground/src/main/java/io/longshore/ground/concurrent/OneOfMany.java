package io.longshore.ground.concurrent;

import io.longshore.ground.FailureException;
import io.longshore.ground.Unforeseen;
import java.io.IOException;

/**
 * Work on one of many things, of which the others are not to suffer: what a server says can be more
 * than any reader foresees.
 */
public final class OneOfMany {

  private OneOfMany() {}

  /**
   * @param subject what is worked on
   * @throws FailureException also where the work ends with an unchecked exception or an error
   */
  public static <R> R run(String subject, IoWork<R> work) throws IOException {
    try {
      return work.run();
    } catch (RuntimeException | Error e) {
      throw Unforeseen.failure(e, subject);
    }
  }
}
