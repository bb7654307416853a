package io.longshore.ground;

import java.io.UncheckedIOException;

/** Turns defects of Longshore, and a lack of memory, into a {@link FailureException}. */
public final class Unforeseen {
  private Unforeseen() {}

  /**
   * @param thrown an unchecked exception or an error
   * @param subject the image, file or command in work
   */
  public static FailureException failure(Throwable thrown, String subject) {
    return switch (thrown) {
      case UncheckedIOException e -> OperatingSystemFailures.classify(e.getCause(), subject);
      case OutOfMemoryError e -> outOfMemory(e, subject);
      default ->
          new FailureException(
              FailureKind.UNEXPECTED,
              subject,
              thrown.getClass().getSimpleName() + ": " + thrown.getMessage(),
              Project.report(),
              thrown);
    };
  }

  private static FailureException outOfMemory(OutOfMemoryError e, String subject) {
    if (ProcessLimit.isReached(e)) {
      return ProcessLimit.reached(subject, e);
    }
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        "needs more memory than the " + megabytes + " MB it may take",
        NextStep.of(
            "give it more: LONGSHORE_HEAP={}g, before the same command", (megabytes * 4) >> 10),
        e);
  }
}
