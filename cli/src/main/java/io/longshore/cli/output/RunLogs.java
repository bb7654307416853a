package io.longshore.cli.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The log files of a run, as far as the user asked for them.
 *
 * @param failures failures, and images that were named and are not eligible
 * @param warnings warnings
 */
public record RunLogs(
    ImageLog failures, Optional<Path> failuresFile, ImageLog warnings, Optional<Path> warningsFile)
    implements AutoCloseable {

  /**
   * @throws io.longshore.ground.FailureException if a file cannot be written
   */
  public static RunLogs open(Optional<Path> failuresFile, Optional<Path> warningsFile)
      throws IOException {
    ImageLog failures = ImageLog.open(failuresFile);
    try {
      return new RunLogs(failures, failuresFile, ImageLog.open(warningsFile), warningsFile);
    } catch (IOException e) {
      failures.close();
      throw e;
    }
  }

  /** Logs that are not written. */
  public static RunLogs none() {
    ImageLog nowhere = ImageLog.nowhere();
    return new RunLogs(nowhere, Optional.empty(), nowhere, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    try (failures;
        warnings) {
      // Both are closed, even if closing one fails.
    }
  }
}
