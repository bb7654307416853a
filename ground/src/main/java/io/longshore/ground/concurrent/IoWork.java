package io.longshore.ground.concurrent;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Work that may fail as files and networks do.
 *
 * @param <T> what it results in
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
