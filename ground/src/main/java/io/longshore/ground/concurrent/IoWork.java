package io.longshore.ground.concurrent;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Work that reads or writes files or uses the network, and may throw {@link IOException}.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface IoWork<T> {
  T run() throws IOException;

  /** Work without a result. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Work on one file. */
  @FunctionalInterface
  interface OnFile {
    void run(Path file) throws IOException;
  }
}
