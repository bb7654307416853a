package io.longshore.cli.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files a run writes for who looks into it later, each if it was asked for.
 *
 * @param failures what failed, and what was named and is not eligible
 * @param warnings what stopped nothing
 */
public record RunLogs(
    ImageLog failures, Optional<Path> failuresFile, ImageLog warnings, Optional<Path> warningsFile)
    implements AutoCloseable {

  /**
   * @throws io.longshore.oci.FailureException of kind DATASET if a file cannot be written
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

  /** Of a run that nobody looks into. */
  public static RunLogs none() {
    ImageLog nowhere = ImageLog.nowhere();
    return new RunLogs(nowhere, Optional.empty(), nowhere, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    try (failures;
        warnings) {
      // Each is closed, whatever becomes of the other.
    }
  }
}
