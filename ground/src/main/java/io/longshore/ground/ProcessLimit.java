package io.longshore.ground;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Recognizes that no more processes or threads may start, because a limit of the user, a container
 * or a job is reached. Java reports this as a lack of memory, other programs as a resource that is
 * temporarily unavailable.
 */
public final class ProcessLimit {
  private static final Pattern SAID =
      Pattern.compile(
          "(fork|thread|process|spawn|run program)[^\n]*resource temporarily unavailable"
              + "|cannot fork",
          Pattern.CASE_INSENSITIVE);

  private ProcessLimit() {}

  /**
   * Whether {@code failure} says that the limit is reached. Causes of {@code failure} are not
   * looked at.
   */
  public static boolean isReached(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case OutOfMemoryError _ -> message.contains("native thread");
      case IOException _ -> isSaidBy(message);
      default -> false;
    };
  }

  /**
   * @param errors what a program printed on standard error
   */
  public static boolean isSaidBy(String errors) {
    return SAID.matcher(errors).find();
  }

  /**
   * @param subject the work that needed another process or thread
   * @param cause null if a program reported the limit
   */
  public static FailureException reached(String subject, Throwable cause) {
    return new FailureException(
        FailureKind.UNEXPECTED,
        subject,
        "needs one more process or thread than may run at a time",
        "end other programs, or raise the limit (ulimit -u shows that of the user; a container or a"
            + " job may have a lower one), and run the same command again",
        cause);
  }
}
